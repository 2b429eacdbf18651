package jp.yoyo.id.devstack.process;

/**
 * Options that let a JVM ask Linux for large pages of memory. On a virtual machine whose host is
 * short of memory, looking up a small page can take ten times as long as the access itself.
 */
public final class LargePages {

  public static final String WANTED = "-XX:+UseTransparentHugePages";

  /** Comes before: a JVM for another system does not know the option, and goes on without. */
  public static final String IGNORED_ELSEWHERE = "-XX:+IgnoreUnrecognizedVMOptions";

  /** Both, as environment variables take them. */
  public static final String BOTH = IGNORED_ELSEWHERE + " " + WANTED;

  private LargePages() {}
}
