#include "rules/lint/value_set.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace crosswalk::rules {
namespace {

using End = std::optional<std::string>;

// In the numbers' own order.
std::string place_of(std::int64_t number) {
  auto bits = static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63);
  std::string place(8, '\0');
  for (std::size_t i = 8; i-- > 0; bits >>= 8) place[i] = static_cast<char>(bits & 0xFF);
  return place;
}

End behind(std::int64_t number) {
  if (number == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return place_of(number + 1);
}

// The first text that does not begin with `prefix` and comes after those that do.
End behind_all_of(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

// The empty text is an absent one.
const std::string first_text(1, '\0');

bool before(std::string_view place, const End& end) {
  return !end || place < std::string_view(*end);
}
bool ends_first(const End& a, const End& b) {
  return a && (!b || *a < *b);
}

template <class Enum>
std::vector<std::string_view> names_of(int count) {
  std::vector<std::string_view> names;
  for (int i = 0; i < count; ++i) names.push_back(name_of(static_cast<Enum>(i)));
  return names;
}

// The names that a field of an enumeration can have; empty: it is no enumeration.
std::vector<std::string_view> names_in(const Field& field) {
  if (field.path == "line.class") return names_of<LineClass>(static_cast<int>(LineClass::other) + 1);
  if (field.path == "line.tax_class") return names_of<TaxClass>(static_cast<int>(TaxClass::seller) + 1);
  if (field.path == "line.state") return names_of<UnitState>(static_cast<int>(UnitState::cancelled) + 1);
  if (field.path == "record.kind") return names_of<RecordKind>(static_cast<int>(RecordKind::statement) + 1);
  return {};
}

}  // namespace

void ValueSet::put_in_order() {
  std::erase_if(pieces_, [](const Piece& piece) { return !before(piece.from, piece.to); });
  std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return a.from < b.from; });
  std::vector<Piece> joined;
  for (Piece& piece : pieces_) {
    if (!joined.empty() && (!joined.back().to || piece.from <= *joined.back().to)) {
      if (ends_first(joined.back().to, piece.to)) joined.back().to = std::move(piece.to);
    } else {
      joined.push_back(std::move(piece));
    }
  }
  pieces_ = std::move(joined);
}

ValueSet ValueSet::all(const Field& field) {
  ValueSet set;
  const auto names = names_in(field);
  for (const auto name : names) set.add(std::string(name), std::string(name) + '\0');
  if (!names.empty()) {
    set.put_in_order();
    return set;
  }
  set.absent_ = true;
  if (field.type == FieldType::text)
    set.add(first_text, std::nullopt);
  else if (field.type == FieldType::flag)
    set.add(place_of(0), place_of(2));
  else
    set.add(place_of(std::numeric_limits<std::int64_t>::min()), std::nullopt);
  return set;
}

std::vector<std::string> ValueSet::named(const Test& test) {
  std::vector<std::string> places = test.texts;
  for (const auto number : test.numbers) places.push_back(place_of(number));
  return places;
}

ValueSet ValueSet::of(const Test& test) {
  ValueSet set;
  switch (test.kind) {
    case Test::Kind::any:
      set = all(*test.field);
      break;
    case Test::Kind::absent:
      set.absent_ = true;
      break;
    case Test::Kind::prefix:
      set.add(test.texts[0].empty() ? first_text : test.texts[0], behind_all_of(test.texts[0]));
      break;
    case Test::Kind::between:
      set.add(place_of(test.numbers[0]), behind(test.numbers[1]));
      break;
    case Test::Kind::over:
      if (const auto from = behind(test.numbers[0])) set.add(*from, std::nullopt);
      break;
    case Test::Kind::under:
      set.add(place_of(std::numeric_limits<std::int64_t>::min()), place_of(test.numbers[0]));
      break;
    case Test::Kind::one_of:
      for (const auto& text : test.texts)
        if (!text.empty()) set.add(text, text + '\0');
      for (const auto number : test.numbers) set.add(place_of(number), behind(number));
      break;
  }
  set.put_in_order();
  return (test.negated ? set.complement() : set).intersection(all(*test.field));
}

ValueSet ValueSet::complement() const {
  ValueSet set;
  set.absent_ = !absent_;
  std::string from;
  bool open = true;
  for (const Piece& piece : pieces_) {
    set.add(from, piece.from);
    open = piece.to.has_value();
    if (open) from = *piece.to;
  }
  if (open) set.add(from, std::nullopt);
  set.put_in_order();
  return set;
}

bool ValueSet::contains(const ValueSet& other) const {
  if (other.absent_ && !absent_) return false;
  auto mine = pieces_.begin();
  for (const Piece& piece : other.pieces_) {
    while (mine != pieces_.end() && !before(piece.from, mine->to)) ++mine;
    if (mine == pieces_.end() || piece.from < mine->from || ends_first(mine->to, piece.to)) return false;
  }
  return true;
}

bool ValueSet::meets(const ValueSet& other) const {
  if (absent_ && other.absent_) return true;
  auto mine = pieces_.begin();
  auto theirs = other.pieces_.begin();
  while (mine != pieces_.end() && theirs != other.pieces_.end()) {
    if (!before(theirs->from, mine->to))
      ++mine;
    else if (!before(mine->from, theirs->to))
      ++theirs;
    else
      return true;
  }
  return false;
}

ValueSet ValueSet::intersection(const ValueSet& other) const {
  ValueSet set;
  set.absent_ = absent_ && other.absent_;
  auto mine = pieces_.begin();
  auto theirs = other.pieces_.begin();
  while (mine != pieces_.end() && theirs != other.pieces_.end()) {
    const bool mine_first = ends_first(mine->to, theirs->to);
    std::string from = std::max(mine->from, theirs->from);
    const End& to = mine_first ? mine->to : theirs->to;
    if (before(from, to)) set.add(std::move(from), to);
    if (mine_first)
      ++mine;
    else
      ++theirs;
  }
  return set;
}

ValueSet ValueSet::union_of(const std::vector<const ValueSet*>& sets) {
  ValueSet set;
  for (const ValueSet* each : sets) {
    set.absent_ = set.absent_ || each->absent_;
    set.pieces_.insert(set.pieces_.end(), each->pieces_.begin(), each->pieces_.end());
  }
  set.put_in_order();
  return set;
}

}  // namespace crosswalk::rules
