package jp.yoyo.id.app.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Answers a call of the API with a problem before it comes to a controller. */
@Component
public class ApiProblemWriter {

  private final ApiProblems problems;

  ApiProblemWriter(ApiProblems problems) {
    this.problems = problems;
  }

  /** Writes the problem as the whole answer, in the language that the caller prefers. */
  public void write(ApiProblem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(problem, request, response);
  }
}
