/** Maintenance, audit stream, error pages: the extension operations against the running parts. */
@NullMarked
package jp.yoyo.id.acceptance.operations;

import org.jspecify.annotations.NullMarked;
