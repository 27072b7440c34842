/// Fixtures that the tests of several modules share.
@NullMarked
package dev.cordwood.testing;

import org.jspecify.annotations.NullMarked;
