package jp.yoyo.id.benchmarks.measure;

import java.time.Duration;

/**
 * Processor time that the servers have used so far.
 *
 * @param keycloak all of its processes
 * @param database all of its processes
 */
record ProcessorTime(Duration keycloak, Duration database) {

  static ProcessorTime now() {
    Duration[] sums = {Duration.ZERO, Duration.ZERO};
    ProcessHandle.current()
        .descendants()
        .forEach(
            process -> {
              String command = process.info().command().orElse("");
              int which = command.endsWith("/java") ? 0 : command.endsWith("/postgres") ? 1 : -1;
              if (which >= 0) {
                sums[which] =
                    sums[which].plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
              }
            });
    return new ProcessorTime(sums[0], sums[1]);
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(keycloak.minus(before.keycloak), database.minus(before.database));
  }

  ProcessorTime plus(ProcessorTime other) {
    return new ProcessorTime(keycloak.plus(other.keycloak), database.plus(other.database));
  }

  static final ProcessorTime NONE = new ProcessorTime(Duration.ZERO, Duration.ZERO);
}
