package jp.yoyo.id.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.testing.AppTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document that is published with the docs is the one that the app serves. */
@AppTest
final class ApiDocumentTest {

  private static final Path BUILT = Path.of("target/openapi/companion-app.yaml");
  private static final Path PUBLISHED = Path.of("../docs/api/companion-app.yaml");

  private final MockMvc app;
  private final RequestMappingHandlerMapping mappings;

  @Autowired
  ApiDocumentTest(
      MockMvc app,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.app = app;
    this.mappings = mappings;
  }

  @Test
  void publishedWhenBuiltThenIsTheSame() throws Exception {
    String document =
        app.perform(get("/api/v1/openapi.yaml"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    Files.createDirectories(BUILT.getParent());
    Files.writeString(BUILT, document);

    assertThat(Files.readString(PUBLISHED))
        .as("out of date: copy %s to docs/api", BUILT)
        .isEqualTo(document);
  }

  @Test
  void methodsWhenBelowTheApiThenKnowWhoActsAndReadBodiesStrictly() {
    Map<RequestMappingInfo, HandlerMethod> api =
        mappings.getHandlerMethods().entrySet().stream()
            .filter(
                each -> each.getKey().getPatternValues().iterator().next().startsWith("/api/v1"))
            .filter(
                each -> each.getValue().getBeanType().getPackageName().startsWith("jp.yoyo.id.app"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(api).hasSizeGreaterThan(35);
    api.forEach(
        (mapping, method) -> {
          List<MethodParameter> parameters = Arrays.asList(method.getMethodParameters());
          assertThat(parameters)
              .as(mapping.toString())
              .anyMatch(parameter -> parameter.getParameterType() == Actor.class);
          parameters.stream()
              .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
              .forEach(
                  body -> {
                    assertThat(body.getParameterType()).isAssignableTo(ApiBody.class).isRecord();
                    assertThat(mapping.getConsumesCondition().getConsumableMediaTypes())
                        .isEqualTo(Set.of(MediaType.APPLICATION_JSON));
                  });
        });
  }
}
