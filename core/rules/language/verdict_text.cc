#include "rules/language/verdict_text.h"

#include <cctype>
#include <vector>

#include "rules/language/suggestion.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t shortest_personal = 3;

bool in_word(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
  return std::isalnum(c) != 0 || c >= 0x80;
}

// The field that a mark names: by its full path, else of the subject itself, else of its record.
const Field* field_of(std::string_view mark, About subject) {
  const auto seen = [subject](const Field* field) {
    if (field == nullptr) return false;
    if (subject == About::item || field->scope == FieldScope::item)
      return subject == About::item && field->scope == FieldScope::item;
    return subject == About::line || field->scope == FieldScope::record;
  };
  if (const Field* field = find_field(mark); field != nullptr) return seen(field) ? field : nullptr;
  for (const auto prefix : {prefix_of(subject), prefix_of(About::record)})
    if (const Field* field = find_field(std::string(prefix) + std::string(mark)); seen(field)) return field;
  return nullptr;
}

// Calls `plain` and `mark` for the parts of `text` in order.
template <class Plain, class Mark>
void split(std::string_view text, Plain plain, Mark mark) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    plain(text.substr(0, open));
    mark(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  plain(text);
}

}  // namespace

std::string flaw_of_marks(std::string_view text, About subject) {
  std::string flaw;
  split(
      text, [](std::string_view) {},
      [&](std::string_view mark) {
        if (!flaw.empty()) return;
        const Field* field = field_of(mark, subject);
        if (field == nullptr) {
          std::vector<std::string_view> known;
          for (const Field& candidate : schema()) known.push_back(candidate.name());
          flaw = "there is no field {" + std::string(mark) + "}" + suggestion(mark, known);
        } else if (field->personal) {
          flaw = "{" + std::string(mark) + "} is a buyer's personal data and may not stand in a message";
        }
      });
  return flaw;
}

std::string filled(std::string_view text, const Subject& subject) {
  const About kind = subject.item != nullptr   ? About::item
                     : subject.line != nullptr ? About::line
                                               : About::record;
  std::string result;
  split(
      text, [&](std::string_view part) { result.append(part); },
      [&](std::string_view mark) {
        const Field* field = field_of(mark, kind);
        if (field == nullptr || field->personal)
          result.append("{").append(mark).append("}");
        else
          result.append(text_of(value_of(*field, subject)));
      });
  return result;
}

std::string without_personal_data(std::string_view text, const RecordScope& record) {
  std::string result(text);
  for (const Field& field : schema()) {
    if (!field.personal || field.scope != FieldScope::record) continue;
    const std::string_view value = field.of_record(record).text;
    if (value.size() < shortest_personal) continue;
    for (auto at = result.find(value); at != std::string::npos; at = result.find(value, at)) {
      // "Ann" in "annual" is nobody's name.
      if ((at > 0 && in_word(result, at - 1)) || in_word(result, at + value.size())) {
        at += value.size();
        continue;
      }
      const std::string mark = "{" + std::string(field.path) + "}";
      result.replace(at, value.size(), mark);
      at += mark.size();
    }
  }
  return result;
}

}  // namespace crosswalk::rules
