package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The realm as its files describe it, placeholders still in them.
 *
 * <pre>{@code
 * RealmDescription ours = RealmDescription.packaged();
 * RealmDescription edited = RealmDescription.in(Path.of("/etc/yoyo/realm"));
 * }</pre>
 */
public final class RealmDescription {
  static final String ENVIRONMENT = "environment.json";
  static final String REALM = "realm.json";
  static final String CATALOGUE = "organization-catalogue.json";
  static final String LINKS = "links.json";
  static final String HELP_DESK = "help-desk.json";

  private static final List<String> REQUIRED = List.of(ENVIRONMENT, REALM, CATALOGUE);

  /** Duplicate keys are a slip of the editor that JSON would silently resolve. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final SortedMap<String, String> texts;
  private final SortedMap<String, JsonNode> files;

  /**
   * @param texts JSON by file name, such as {@code clients/account.json}
   */
  RealmDescription(Map<String, String> texts) {
    this.texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    SortedMap<String, JsonNode> parsed = new TreeMap<>();
    texts.forEach((name, text) -> parsed.put(name, parse(name, text)));
    this.files = Collections.unmodifiableSortedMap(parsed);
    for (String name : REQUIRED) {
      if (!files.containsKey(name)) {
        throw new RealmConfigException("The description of the realm lacks " + name);
      }
    }
  }

  /** The description that comes with this program. */
  public static RealmDescription packaged() {
    URL marker = RealmDescription.class.getResource("realm/" + REALM);
    if (marker == null) {
      throw new RealmConfigException("The program lacks its own realm/" + REALM);
    }
    try {
      URI uri = marker.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return in(Path.of(uri).resolveSibling(""));
      }
      String text = uri.toString();
      int separator = text.indexOf("!/");
      // Opened by path, not by URI: a file system for that URI may be somebody else's already.
      Path jar = Path.of(URI.create(text.substring("jar:".length(), separator)));
      try (FileSystem contents = FileSystems.newFileSystem(jar)) {
        return in(contents.getPath(text.substring(separator + 1)).resolveSibling(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A description of one's own: a folder laid out like {@code realm/} of this program. */
  public static RealmDescription in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new RealmConfigException("No folder with a description of the realm at " + folder);
    }
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".json")).toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        texts.put(name, Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RealmDescription(texts);
  }

  /**
   * Writes the files into a folder, to be edited there and read with {@link #in}.
   *
   * @param folder is created; must be empty, so that nobody's edits are lost
   */
  public void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> present = Files.list(folder)) {
      if (present.findAny().isPresent()) {
        throw new RealmConfigException("The folder " + folder + " is not empty");
      }
    }
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Path parent = file.getParent();
      Files.createDirectories(parent == null ? folder : parent);
      Files.writeString(file, entry.getValue());
    }
  }

  private static JsonNode parse(String name, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new RealmConfigException(
          name
              + ": not valid JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }

  SortedMap<String, JsonNode> files() {
    return files;
  }

  /** With the environment filled in; fails with every place that is wrong, not just the first. */
  DescribedRealm with(Map<String, String> environment) {
    Placeholders placeholders =
        new Placeholders(
            EnvironmentValue.declaredIn(files.getOrDefault(ENVIRONMENT, MAPPER.nullNode())),
            environment);
    SortedMap<String, JsonNode> filled = new TreeMap<>();
    files.forEach(
        (name, node) -> {
          if (!name.equals(ENVIRONMENT)) {
            filled.put(name, placeholders.fill(name, node));
          }
        });
    return DescribedRealm.checked(filled, placeholders.secrets(), placeholders.problems());
  }
}
