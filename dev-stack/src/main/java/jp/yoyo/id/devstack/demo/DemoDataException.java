package jp.yoyo.id.devstack.demo;

/** A demo organisation or user could not be made. */
public final class DemoDataException extends RuntimeException {

  DemoDataException(String message) {
    super(message);
  }
}
