package jp.yoyo.id.realmconfig;

/**
 * One thing that differed from the description, and was put right (or would be, in a plan).
 *
 * @param place the file that describes it, such as {@code clients/account-console.json}
 * @param field the field in it, such as {@code attributes.frontendUrl}; may name an element
 * @param from what the server had; secrets are never shown
 * @param to what the description says
 */
public record Change(String place, String field, String from, String to) {

  @Override
  public String toString() {
    return place + ": " + field + ": " + from + " -> " + to;
  }
}
