/** Registration of federations (国保連合会) and municipalities (自治体) by the central office. */
@NullMarked
package jp.yoyo.id.app.office;

import org.jspecify.annotations.NullMarked;
