package jp.yoyo.id.app.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.CurrentActor;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document: what the code does not say by itself. */
@Configuration
class ApiDocument {

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
  }

  @Bean
  static OpenAPI openApi() {
    Components components = new Components();
    ModelConverters.getInstance(true)
        .readAll(ApiProblems.Body.class)
        .forEach(components::addSchemas);
    return new OpenAPI()
        .info(
            new Info()
                .title("Yoyo ID companion app")
                .version("1")
                .description(
                    "Facility register, account issuance, bank account applications, onboarding"
                        + " and audit trail: what the pages do, with the same permissions. Errors"
                        + " are application/problem+json (RFC 9457) in the language of"
                        + " Accept-Language."))
        .components(components)
        .addSecurityItem(new SecurityRequirement().addList("bearer"))
        .schemaRequirement(
            "bearer",
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT"));
  }

  @Bean
  static GlobalOpenApiCustomizer everyOperation(AppConfiguration configuration) {
    return document -> {
      // The address of the installation that wrote it says nothing to others.
      document.setServers(List.of(new io.swagger.v3.oas.models.servers.Server().url("/")));
      document
          .getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations()
                      .forEach(
                          operation -> {
                            operation.addParametersItem(
                                new HeaderParameter()
                                    .name(CurrentActor.ORGANIZATION_HEADER)
                                    .description(
                                        "Alias of the organization to act for; needed by users of"
                                            + " several")
                                    .schema(new StringSchema()));
                            operation
                                .getResponses()
                                .addApiResponse(
                                    "default",
                                    new ApiResponse()
                                        .description("A problem (RFC 9457)")
                                        .content(
                                            new Content()
                                                .addMediaType(
                                                    "application/problem+json",
                                                    new MediaType()
                                                        .schema(
                                                            new Schema<>()
                                                                .$ref(
                                                                    "#/components/schemas/Problem")))));
                          }));
    };
  }
}
