/** Demo organisations and users, made by the calls that users make. */
@NullMarked
package jp.yoyo.id.devstack.demo;

import org.jspecify.annotations.NullMarked;
