package jp.yoyo.id.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.devstack.DevStack;

/** What stands in a clinic: the file with its facility token, and programs that use it. */
public final class ClinicSystem {

  /** As it is called in the documentation, and by the page that offers it. */
  public static final String FILE = "facility-token.properties";

  private static final String GRANT = "urn:yoyo:params:oauth:grant-type:facility-token";
  private static final String CLIENT = "facility-app";
  private static final int LONGEST_SECONDS = 60;

  /** The secret and the checksum at the end of a token. */
  private static final int SECRET = 49;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DevStack stack;
  private final Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * A new one.
   *
   * @param directory where the file is, or will be
   */
  public ClinicSystem(DevStack stack, Path directory) {
    this.stack = stack;
    this.directory = directory;
  }

  /** What a program left behind. */
  public record Ended(int status, String output, String errors) {}

  public Path file() {
    return directory.resolve(FILE);
  }

  /** The file as the companion app offers it, closed to others. */
  public void save(String content) throws IOException {
    Files.writeString(file(), content);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
  }

  /** The file with another token, as after a rotation. */
  public void replaceToken(String token) throws IOException {
    save(Files.readString(file()).replaceAll("(?m)^facility_token=.*$", "facility_token=" + token));
  }

  /** Where the exchange is. */
  public String issuer() {
    return stack.keycloakUrl() + "/realms/" + DevStack.REALM;
  }

  public String tokenEndpoint() {
    return issuer() + "/protocol/openid-connect/token";
  }

  /** The API of the companion app, as the file names it. */
  public String api() {
    return stack.companionAppUrl().orElseThrow() + "/api/facility/v1/";
  }

  /** Our client as a process, in English. */
  public Ended facilityClient(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("acceptance.facility-client"));
    command.addAll(List.of(words));
    command.add("--lang=en");
    return run("", command);
  }

  /** Any program, in the directory of the file. */
  public Ended run(String input, List<String> command) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Did not end: " + command);
    }
    Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    String file = Files.readString(file());
    // Whatever a program says, it does not say the token.
    assertThat(ended.output() + ended.errors()).doesNotContain(secretIn(file));
    return ended;
  }

  private static String secretIn(String file) {
    String token =
        file.lines()
            .filter(line -> line.startsWith("facility_token="))
            .findFirst()
            .orElseThrow()
            .strip();
    return token.substring(token.length() - SECRET);
  }

  /** The exchange, whatever comes of it. */
  public Reply exchange(String token) {
    return Api.exchange(
        http,
        Api.request(
            tokenEndpoint(),
            "POST",
            null,
            "grant_type=%s&client_id=%s&facility_token=%s"
                .formatted(RealmAdmin.encoded(GRANT), CLIENT, RealmAdmin.encoded(token)),
            Map.of("Content-Type", "application/x-www-form-urlencoded")));
  }

  public String accessToken(String token) {
    return exchange(token).expect(200).body().path("access_token").asText();
  }

  /** The facility's own entry at the API, or why not. */
  public Reply self(String accessToken) {
    return Api.exchange(http, Api.request(api() + "self", "GET", accessToken, null, Map.of()));
  }

  /** What a JWT says. */
  public static JsonNode claims(String jwt) {
    try {
      return JSON.readTree(
          new String(
              java.util.Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]),
              StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JWT", e);
    }
  }
}
