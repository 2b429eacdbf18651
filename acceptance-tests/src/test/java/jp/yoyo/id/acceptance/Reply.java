package jp.yoyo.id.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/**
 * An answer.
 *
 * @param text the body as it came
 */
public record Reply(int status, HttpHeaders headers, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Reply of(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  /** The body as JSON; a missing node where there is none. */
  public JsonNode body() {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JSON, status " + status + ": " + text, e);
    }
  }

  /** The value of a header, empty where it is absent. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The name of the problem, such as {@code not-found}; empty where the body holds none. */
  public String problem() {
    return header("Content-Type").startsWith("application/problem+json")
        ? body().path("type").asText().replace("urn:yoyo:problem:", "")
        : "";
  }

  /** This answer, if it has the status; for calls that only prepare a test. */
  public Reply expect(int wanted) {
    if (status != wanted) {
      throw new AssertionError("Expected status " + wanted + ", got " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return status + " " + text;
  }
}
