package jp.yoyo.id.app.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jp.yoyo.id.app.CompanionApp;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/**
 * The whole app with a real database and without Keycloak ({@link InMemoryOrganizationAdmin}). No
 * worker delivers the outbox: a test calls for it. Autowire {@code MockMvc}, log in with {@link
 * Login#as}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = {CompanionApp.class, AppTestConfiguration.class},
    properties = {
      "YOYO_TOKEN_ISSUER_APP_URL=http://localhost:8081",
      "YOYO_LOGIN_URL=http://localhost:1",
      "YOYO_TOKEN_ISSUER_APP_SECRET=0123456789012345678901234567890123456789",
      "YOYO_SMTP_HOST=localhost",
      "YOYO_SMTP_FROM=no-reply@yoyo.example",
      "management.server.port=-1",
      "app.outbox.workers=0",
      "app.operations.fresh=0s",
    })
@AutoConfigureMockMvc
public @interface AppTest {}
