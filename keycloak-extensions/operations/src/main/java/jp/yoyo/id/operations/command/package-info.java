/** The jar as a program: verifies audit files, plans and ends a maintenance. Only the JDK. */
@NullMarked
package jp.yoyo.id.operations.command;

import org.jspecify.annotations.NullMarked;
