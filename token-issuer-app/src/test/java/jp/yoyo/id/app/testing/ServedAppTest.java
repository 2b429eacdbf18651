package jp.yoyo.id.app.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jp.yoyo.id.app.CompanionApp;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * As {@link AppTest}, behind a real server on some port: for what MockMvc leaves out, error pages
 * and refused requests. Autowire the port with {@code @LocalServerPort}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = {CompanionApp.class, AppTestConfiguration.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
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
public @interface ServedAppTest {}
