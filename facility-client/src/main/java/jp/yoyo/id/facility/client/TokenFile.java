package jp.yoyo.id.facility.client;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The file that the companion app offers for download. Its steps are public so that the command
 * line can say how far it got.
 *
 * <p>No message repeats a value: people put the token on the wrong line.
 */
public final class TokenFile {

  private static final int MOST_BYTES = 64 * 1024;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** On Windows: groups that nearly everybody is in. Their names are the same in Japanese. */
  private static final Set<String> EVERYBODY =
      Set.of("everyone", "users", "authenticated users", "guests");

  private final Path path;
  private final Properties values;

  private TokenFile(Path path, Properties values) {
    this.path = path;
    this.values = values;
  }

  /** Reads it, after a look at who else can. */
  public static TokenFile read(Path path) throws TokenFileException {
    String text;
    try {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      requirePrivate(path);
      if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
        throw new TokenFileException(Message.of("file.other", path));
      }
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString();
    } catch (NoSuchFileException e) {
      throw new TokenFileException(Message.of("file.missing", path));
    } catch (CharacterCodingException e) {
      throw new TokenFileException(Message.of("file.other", path));
    } catch (TokenFileException e) {
      throw e;
    } catch (IOException e) {
      throw new TokenFileException(Message.of("file.unreadable", path), e);
    }
    Properties values = new Properties();
    try {
      // Editors on Windows like to put a mark in front.
      values.load(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (IOException | IllegalArgumentException e) {
      // Not as the cause: it may repeat what stands there.
      throw new TokenFileException(Message.of("file.other", path));
    }
    return new TokenFile(path, values);
  }

  private static void requirePrivate(Path path) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (posix != null) {
      if (posix.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
        throw new TokenFileException(Message.of("file.open", path));
      }
      return;
    }
    AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (acl != null && anybodyReads(acl.getAcl())) {
      throw new TokenFileException(Message.of("file.open-windows", path));
    }
  }

  static boolean anybodyReads(List<AclEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.type() == AclEntryType.ALLOW)
        .filter(entry -> entry.permissions().contains(AclEntryPermission.READ_DATA))
        .map(entry -> entry.principal().getName().toLowerCase(Locale.ROOT))
        .map(name -> name.substring(name.lastIndexOf('\\') + 1))
        .anyMatch(EVERYBODY::contains);
  }

  /** What it says, with the token. */
  public FacilityConnection connection() throws TokenFileException, MalformedTokenException {
    URI tokenEndpoint = address("token_endpoint");
    URI api = address("api");
    String clientId = value("client_id");
    return new FacilityConnection(tokenEndpoint, api, clientId, token());
  }

  /** Looks only whether everything is there. */
  public void requireComplete() throws TokenFileException {
    var unused =
        List.of(
            address("token_endpoint"), address("api"), value("client_id"), value("facility_token"));
  }

  private FacilityToken token() throws TokenFileException, MalformedTokenException {
    return FacilityToken.parse(value("facility_token"));
  }

  private URI address(String key) throws TokenFileException {
    try {
      URI address = new URI(value(key));
      if (FacilityConnection.isSafe(address)) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Not as the cause: it repeats the value.
    }
    throw new TokenFileException(Message.of("file.address", path, key));
  }

  private String value(String key) throws TokenFileException {
    String value = values.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new TokenFileException(Message.of("file.key", path, key));
    }
    return value;
  }
}
