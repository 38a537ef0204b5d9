#include "cloudsuite/subledger.h"

#include <set>

#include "cloudsuite/gl_row.h"
#include "cloudsuite/list.h"
#include "cloudsuite/query.h"

namespace crosswalk::cloudsuite {
namespace {

// More documents than that are looked for by their days, of which a run group has few.
constexpr std::size_t few = 4;
constexpr int page_rows = 1'000;

// What to ask for, so that every member is in one of the lists.
std::set<std::string> conditions(const Subledger& kept, const Attempt& attempt, const Sent& sent) {
  std::set<std::string> asked;
  for (const Document& member : attempt.members) {
    const SentDocument& document = sent.of(member);
    if (attempt.members.size() <= few)
      asked.insert(equals(kept.number, document.number));
    else
      for (const std::string& date : document.dates)
        asked.insert(all_of({equals(kept.date, date), kept.number + " like \"WM*\""}));
  }
  return asked;
}

}  // namespace

Result<std::map<std::string, Decimal>> read_standing(const Settings& settings, const Subledger& kept,
                                                     const Attempt& attempt, const Sent& sent,
                                                     Connection& connection, const Stop& stop) {
  std::map<std::string, std::string> marks;  // by number
  for (const Document& member : attempt.members) marks[sent.of(member).number] = mark_of(member);
  std::map<std::string, Decimal> standing;
  for (const std::string& condition : conditions(kept, attempt, sent)) {
    std::string filter = all_of({equals("FinanceEnterpriseGroup", settings.enterprise_group), condition});
    for (const auto& [name, value] : kept.whose) filter = all_of({filter, equals(name, value)});
    const auto rows = read_list(
        connection, {kept.name, {kept.number, kept.type, kept.amount}, filter, "", page_rows}, stop);
    if (!rows) return rows.error();
    for (const Fields& row : *rows) {
      const auto mark = marks.find(field(row, kept.number));
      if (mark == marks.end()) continue;
      const auto amount = Decimal::parse(field(row, kept.amount));
      if (!amount) return fail(ErrorKind::outside, "Infor lists " + mark->first + " without an amount");
      const bool turned = field(row, kept.type) == kept.credit && !amount->is_negative();
      standing[mark->second] = turned ? amount->negated() : *amount;
    }
  }
  return standing;
}

}  // namespace crosswalk::cloudsuite
