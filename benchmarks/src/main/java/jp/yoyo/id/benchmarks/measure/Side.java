package jp.yoyo.id.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jp.yoyo.id.benchmarks.http.Latencies;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.LoadGenerator.Work;

/** What one of those compared did in all of its turns. */
final class Side {

  private final List<Latencies> turns = new ArrayList<>();
  private ProcessorTime processor = ProcessorTime.NONE;

  void turn(LoadGenerator load, Duration time, Work work) {
    ProcessorTime before = ProcessorTime.now();
    turns.add(load.run(work, time));
    processor = processor.plus(ProcessorTime.now().since(before));
  }

  Latencies together() {
    return Latencies.together(turns);
  }

  int turns() {
    return turns.size();
  }

  double perSecond(int turn) {
    return turns.get(turn).perSecond();
  }

  double keycloakMillis() {
    return processor.keycloak().toNanos() / 1e6 / together().count();
  }

  double databaseMillis() {
    return processor.database().toNanos() / 1e6 / together().count();
  }
}
