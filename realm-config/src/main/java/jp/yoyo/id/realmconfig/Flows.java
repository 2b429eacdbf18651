package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code flows/*.json}: authentication flows of our own, and what the realm uses them for.
 *
 * <p>A flow that differs is not changed step by step while users log in through it: its new version
 * is built beside it under an alias ending in {@value #NEXT}, bound in its place, the former is
 * deleted and the new one takes its name. A run that was cut off in between is finished by the next
 * one.
 */
final class Flows implements RealmPart {
  static final String NEXT = ".next";

  private static final String ALIAS = "alias";
  private static final String BINDING = "binding";
  private static final String CONFIG = "config";
  private static final String FLOW = "flow";
  private static final String ID = "id";
  private static final String REQUIREMENT = "requirement";
  private static final String DESCRIPTION = "description";
  private static final String STEPS = "steps";
  private static final String AUTHENTICATOR = "authenticator";
  private static final int PRIORITY_STEP = 10;

  private final AdminApi api;

  Flows(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String realm = "/realms/" + AdminApi.encoded(described.name());
    for (Map.Entry<String, JsonNode> entry : described.folder("flows").entrySet()) {
      bringInto(entry.getKey(), entry.getValue(), realm, journal);
    }
  }

  private void bringInto(String file, JsonNode flow, String realm, Journal journal) {
    String alias = flow.path(ALIAS).asText();
    finishInterrupted(file, flow, realm, journal);
    JsonNode present = topLevel(realm, alias);
    if (present.isMissingNode()) {
      journal.make(
          file, STEPS, "(nothing)", outline(flow.path(STEPS)), () -> build(flow, realm, ""));
    } else {
      JsonNode actual = steps(realm, alias);
      if (!normal(flow.path(STEPS)).equals(actual)) {
        journal.make(
            file,
            STEPS,
            outline(actual),
            outline(flow.path(STEPS)),
            () -> replace(flow, present, realm));
      } else if (!Difference.same(flow.path(DESCRIPTION), present.path(DESCRIPTION))) {
        journal.make(
            file,
            DESCRIPTION,
            present.path(DESCRIPTION).asText(),
            flow.path(DESCRIPTION).asText(),
            () -> rename(present, alias, flow.path(DESCRIPTION).asText(), realm));
      }
    }
    bind(file, flow, alias, realm, journal);
  }

  private void bind(String file, JsonNode flow, String alias, String realm, Journal journal) {
    String binding = flow.path(BINDING).asText();
    if (binding.isEmpty()) {
      return;
    }
    String bound = api.get(realm).path(binding).asText();
    // After a replacement it is still the very flow that was bound, under its final name.
    if (!bound.equals(alias)) {
      journal.make(file, BINDING + "." + binding, bound, alias, () -> bind(realm, binding, alias));
    }
  }

  private void bind(String realm, String binding, String alias) {
    api.put(realm, Json.object().put(binding, alias));
  }

  private void replace(JsonNode flow, JsonNode former, String realm) {
    String alias = flow.path(ALIAS).asText();
    String binding = flow.path(BINDING).asText();
    build(flow, realm, NEXT);
    JsonNode next = topLevel(realm, alias + NEXT);
    Clients.rebind(api, realm, former.path(ID).asText(), next.path(ID).asText());
    if (!binding.isEmpty()) {
      bind(realm, binding, alias + NEXT);
    }
    api.delete(realm + "/authentication/flows/" + former.path(ID).asText());
    settle(flow, realm);
  }

  /** A former run may have stopped before or after it bound the new version. */
  private void finishInterrupted(String file, JsonNode flow, String realm, Journal journal) {
    String alias = flow.path(ALIAS).asText();
    JsonNode next = topLevel(realm, alias + NEXT);
    if (next.isMissingNode()) {
      return;
    }
    String binding = flow.path(BINDING).asText();
    boolean bound =
        !binding.isEmpty() && api.get(realm).path(binding).asText().equals(alias + NEXT);
    if (!bound) {
      journal.make(
          file,
          ALIAS,
          alias + NEXT + ", left over from an interrupted run",
          "(nothing)",
          () -> api.delete(realm + "/authentication/flows/" + next.path(ID).asText()));
      return;
    }
    journal.make(
        file,
        ALIAS,
        alias + NEXT,
        alias,
        () -> {
          JsonNode former = topLevel(realm, alias);
          if (!former.isMissingNode()) {
            Clients.rebind(api, realm, former.path(ID).asText(), next.path(ID).asText());
            api.delete(realm + "/authentication/flows/" + former.path(ID).asText());
          }
          settle(flow, realm);
        });
  }

  /** Takes {@value #NEXT} off all names, the flow's own last: it marks the work as unfinished. */
  private void settle(JsonNode flow, String realm) {
    String alias = flow.path(ALIAS).asText();
    for (JsonNode execution : executions(realm, alias + NEXT)) {
      String name = execution.path("displayName").asText();
      if (execution.path("authenticationFlow").asBoolean() && name.endsWith(NEXT)) {
        JsonNode inner =
            api.get(realm + "/authentication/flows/" + execution.path("flowId").asText());
        rename(inner, settled(name), inner.path(DESCRIPTION).asText(), realm);
      }
      String config = execution.path("authenticationConfig").asText();
      if (!config.isEmpty()) {
        String path = realm + "/authentication/config/" + config;
        ObjectNode body = (ObjectNode) api.get(path);
        api.put(path, body.put(ALIAS, settled(body.path(ALIAS).asText())));
      }
    }
    rename(topLevel(realm, alias + NEXT), alias, flow.path(DESCRIPTION).asText(), realm);
  }

  private static String settled(String name) {
    return name.endsWith(NEXT) ? name.substring(0, name.length() - NEXT.length()) : name;
  }

  private void rename(JsonNode flow, String alias, String description, String realm) {
    ObjectNode body = Json.without(flow, Set.of("authenticationExecutions"));
    body.put(ALIAS, alias).put(DESCRIPTION, description);
    api.put(realm + "/authentication/flows/" + flow.path(ID).asText(), body);
  }

  private void build(JsonNode flow, String realm, String suffix) {
    String alias = flow.path(ALIAS).asText();
    ObjectNode body =
        Json.object()
            .put(ALIAS, alias + suffix)
            .put(DESCRIPTION, flow.path(DESCRIPTION).asText())
            .put("providerId", "basic-flow")
            .put("topLevel", true)
            .put("builtIn", false);
    api.post(realm + "/authentication/flows", body);
    buildSteps(flow.path(STEPS), alias, realm, suffix);
  }

  private void buildSteps(JsonNode steps, String parent, String realm, String suffix) {
    String executions = executionsPath(realm, parent + suffix);
    int priority = 0;
    for (JsonNode step : steps) {
      priority += PRIORITY_STEP;
      String id =
          step.has(FLOW)
              ? buildSubFlow(step, executions, priority, suffix)
              : buildStep(step, parent, executions, priority, realm, suffix);
      api.put(
          executions,
          Json.object()
              .put(ID, id)
              .put(REQUIREMENT, step.path(REQUIREMENT).asText())
              .put("priority", priority));
      if (step.has(FLOW)) {
        buildSteps(step.path(STEPS), step.path(FLOW).asText(), realm, suffix);
      }
    }
  }

  private String buildStep(
      JsonNode step, String parent, String executions, int priority, String realm, String suffix) {
    String authenticator = step.path(AUTHENTICATOR).asText();
    String id =
        api.post(
            executions + "/execution",
            Json.object().put("provider", authenticator).put("priority", priority));
    if (!step.path(CONFIG).isEmpty()) {
      // A name that is unique in the realm: one kind of step may stand in several sub-flows.
      ObjectNode config = Json.object().put(ALIAS, parent + " " + authenticator + suffix);
      config.set(CONFIG, step.get(CONFIG));
      api.post(realm + "/authentication/executions/" + id + "/config", config);
    }
    return id;
  }

  private String buildSubFlow(JsonNode step, String executions, int priority, String suffix) {
    String alias = step.path(FLOW).asText() + suffix;
    String flowId =
        api.post(
            executions + "/flow",
            Json.object()
                .put(ALIAS, alias)
                .put(DESCRIPTION, step.path(DESCRIPTION).asText())
                .put("type", "basic-flow")
                .put("provider", "")
                .put("priority", priority));
    JsonNode execution = Named.find(api.get(executions), "flowId", flowId);
    return execution.path(ID).asText();
  }

  private JsonNode topLevel(String realm, String alias) {
    return Named.find(api.get(realm + "/authentication/flows"), ALIAS, alias);
  }

  private static String executionsPath(String realm, String alias) {
    return realm + "/authentication/flows/" + AdminApi.encoded(alias) + "/executions";
  }

  private JsonNode executions(String realm, String alias) {
    return api.get(executionsPath(realm, alias));
  }

  /** The server's flow in the words of the description. */
  private JsonNode steps(String realm, String alias) {
    ArrayNode top = Json.array();
    // The answer is flat, with levels: the last list of each level is where the next element goes.
    List<ArrayNode> open = new ArrayList<>(List.of(top));
    for (JsonNode execution : executions(realm, alias)) {
      int level = execution.path("level").asInt();
      open.subList(level + 1, open.size()).clear();
      ObjectNode step = Json.object();
      if (execution.path("authenticationFlow").asBoolean()) {
        ArrayNode inner = Json.array();
        step.put(FLOW, execution.path("displayName").asText());
        step.put(DESCRIPTION, execution.path(DESCRIPTION).asText());
        step.set(STEPS, inner);
        open.add(inner);
      } else {
        step.put(AUTHENTICATOR, execution.path("providerId").asText());
        step.set(CONFIG, config(realm, execution));
      }
      step.put(REQUIREMENT, execution.path(REQUIREMENT).asText());
      open.get(level).add(step);
    }
    return top;
  }

  private JsonNode config(String realm, JsonNode execution) {
    String id = execution.path("authenticationConfig").asText();
    return id.isEmpty()
        ? Json.object()
        : api.get(realm + "/authentication/config/" + id).path(CONFIG);
  }

  private static ArrayNode normal(JsonNode steps) {
    ArrayNode normal = Json.array();
    for (JsonNode step : steps) {
      ObjectNode one = Json.object();
      if (step.has(FLOW)) {
        one.put(FLOW, step.path(FLOW).asText());
        one.put(DESCRIPTION, step.path(DESCRIPTION).asText());
        one.set(STEPS, normal(step.path(STEPS)));
      } else {
        one.put(AUTHENTICATOR, step.path(AUTHENTICATOR).asText());
        one.set(CONFIG, step.path(CONFIG).isObject() ? step.get(CONFIG) : Json.object());
      }
      one.put(REQUIREMENT, step.path(REQUIREMENT).asText());
      normal.add(one);
    }
    return normal;
  }

  private static String outline(JsonNode steps) {
    StringBuilder text = new StringBuilder();
    for (JsonNode step : steps) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append(
          step.has(FLOW)
              ? "{" + outline(step.path(STEPS)) + "}"
              : step.path(AUTHENTICATOR).asText());
      text.append(' ').append(step.path(REQUIREMENT).asText());
    }
    return text.toString();
  }
}
