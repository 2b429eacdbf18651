@NullMarked
package jp.yoyo.id.devstack.login;

import org.jspecify.annotations.NullMarked;
