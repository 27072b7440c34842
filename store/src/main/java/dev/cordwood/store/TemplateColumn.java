package dev.cordwood.store;

import dev.cordwood.event.ValueType;

/// Text split into a template (static text with holes) and the variables that fill the holes. A
/// variable is a whole word (a maximal run of word bytes as [Tokens] defines them) that holds at
/// least one ASCII digit; everything else is static.
///
/// So a word or phrase without any digit either stands in a template, and then in every row of that
/// template, or in no row of it. Other searches narrow the rows by what they can and then look at
/// the text of the rest.
public non-sealed interface TemplateColumn extends Column {
  /// How many distinct templates the block has.
  int templates();

  /// The static text of a template: `holes + 1` fragments (some may be empty); the row's variables
  /// stand between them.
  byte[][] fragments(int template);

  /// What is known about the variables in a hole.
  ///
  /// @param hole from 0, up to `fragments - 2`
  /// @param decoded whether to decompress them if that tells more
  default Variables variables(int template, int hole, boolean decoded) {
    return Variables.ANY;
  }

  /// The rows that have a value.
  Bitmap present();

  /// The template of each row, -1 where the row is absent.
  int[] templateOfRow();

  /// The texts of the selected rows (others come back empty, though still marked present if they
  /// are).
  TextColumn text(Bitmap rows);

  @Override
  default ValueType type(int row) {
    return ValueType.STRING;
  }
}
