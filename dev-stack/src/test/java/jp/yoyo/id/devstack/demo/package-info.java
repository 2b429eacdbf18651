@NullMarked
package jp.yoyo.id.devstack.demo;

import org.jspecify.annotations.NullMarked;
