package jp.yoyo.id.benchmarks.load;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a data directory was loaded with, so that it can be measured again later.
 *
 * @param password of every loaded user
 */
public record Loaded(Population population, String password) {

  private static final String FILE = "loaded.properties";

  /** The name that the measured search looks for. */
  public static final String SEARCHED_NAME = Person.SEARCHED.lastName();

  /** A first name that one in ten members bears. */
  public static final String FREQUENT_NAME = Person.number(0).firstName();

  void write(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("organizations", Integer.toString(population.organizations()));
    properties.setProperty("users", Integer.toString(population.users()));
    properties.setProperty("largeMembers", Integer.toString(population.largeMembers()));
    properties.setProperty("password", password);
    try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if nothing was loaded there. */
  public static Optional<Loaded> in(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new Loaded(
            new Population(
                Integer.parseInt(properties.getProperty("organizations")),
                Integer.parseInt(properties.getProperty("users")),
                Integer.parseInt(properties.getProperty("largeMembers"))),
            properties.getProperty("password")));
  }

  @Override
  public String toString() {
    return "%,d organisations, %,d users, the largest organisation with %,d"
        .formatted(population.organizations(), population.users(), population.largeMembers());
  }
}
