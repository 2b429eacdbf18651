package jp.yoyo.id.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import jp.yoyo.id.devstack.process.Directories;
import jp.yoyo.id.devstack.process.PrivateFile;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack keeps everything. Held by one running stack at a time; the system lets go of it
 * when the JVM dies.
 */
final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  static DataDirectory open(Path root) {
    try {
      PrivateFile.createDirectory(root);
      Path real = root.toRealPath(); // as it will stand in the processes' command lines
      Path run = Files.createDirectories(real.resolve("run"));
      FileChannel channel =
          FileChannel.open(
              run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StartFailedException(alreadyRunning(real));
      }
      return new DataDirectory(real, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another stack in this JVM
    }
  }

  private static String alreadyRunning(Path root) throws IOException {
    Path note = root.resolve("run").resolve("running.txt");
    String what = Files.exists(note) ? Files.readString(note, StandardCharsets.UTF_8).strip() : "";
    return "The stack is running already, and was left alone. %s\nData directory: %s"
        .formatted(what, root);
  }

  /** What a second start is to say. */
  void note(String text) {
    try {
      Files.writeString(run().resolve("running.txt"), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  Path run() {
    return root.resolve("run");
  }

  Path mail() {
    return root.resolve("mail");
  }

  Path passwords() {
    return root.resolve("passwords.properties");
  }

  Path demo() {
    return root.resolve("demo");
  }

  Path log(String part) {
    return root.resolve("logs").resolve(part + ".log");
  }

  /** Puts the log of the start before aside, so that a log tells of one start. */
  Path newLog(String part) {
    Path log = log(part);
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log)) {
        Files.move(
            log, log.resolveSibling(part + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log;
  }

  /** Forgets mails, demo data and passwords. */
  void forget() {
    try {
      Directories.delete(mail());
      Directories.delete(demo());
      Files.deleteIfExists(passwords());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(run().resolve("running.txt"));
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
