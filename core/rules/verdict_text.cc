#include "rules/verdict_text.h"

#include <vector>

#include "rules/suggestion.h"

namespace crosswalk::rules {
namespace {

// The field that a mark names: of the line first, then of the record.
const Field* field_of(std::string_view mark, bool has_line) {
  if (const Field* field = find_field(mark); field != nullptr)
    return has_line || field->scope == FieldScope::record ? field : nullptr;
  if (has_line)
    if (const Field* field = find_field("line." + std::string(mark)); field != nullptr) return field;
  return find_field("record." + std::string(mark));
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

std::string flaw_of_marks(std::string_view text, bool about_record) {
  std::string flaw;
  split(
      text, [](std::string_view) {},
      [&](std::string_view mark) {
        if (!flaw.empty()) return;
        const Field* field = field_of(mark, !about_record);
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

std::string filled(std::string_view text, const RecordScope& record, const Line* line) {
  std::string result;
  split(
      text, [&](std::string_view part) { result.append(part); },
      [&](std::string_view mark) {
        const Field* field = field_of(mark, line != nullptr);
        if (field == nullptr || field->personal) {
          result.append("{").append(mark).append("}");
          return;
        }
        result.append(
            text_of(field->scope == FieldScope::line ? field->of_line(*line) : field->of_record(record)));
      });
  return result;
}

}  // namespace crosswalk::rules
