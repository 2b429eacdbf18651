/** The REST API of organization-admin, attacked. */
@NullMarked
package jp.yoyo.id.acceptance.organizationadmin;

import org.jspecify.annotations.NullMarked;
