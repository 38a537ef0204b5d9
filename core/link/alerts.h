// Alerts: the face of whatever tells people that something needs them. Implemented by core/alert; flow and
// app say what stands, never who is told, when and how. Safe from any thread; never waits, never fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace crosswalk {

enum class AlertKind {
  finance,     // for whoever keeps the books: held money, documents that the ledger refused or changed
  operations,  // for whoever keeps the engine running: sign-in, limits, failures, rules that were refused
};
enum class AlertSeverity { warning, error };

// One thing that is wrong, however many records suffer from it. No text in it holds a buyer's personal data:
// it leaves the machine. Numbers of orders and SKUs are fine.
struct AlertCause {
  AlertKind kind = AlertKind::finance;
  AlertSeverity severity = AlertSeverity::warning;
  std::string name;                   // what makes it one cause: the same at every look; never shown
  std::string title;                  // "34 orders are held"
  std::string reason;                 // one sentence
  std::string where;                  // "rules/tax.lua:7"; empty when there is none
  std::int64_t count = 1;             // when it has doubled, the quiet period is broken
  std::vector<Money> money;           // what is stuck, a currency each
  std::vector<std::string> examples;  // the first of the numbers concerned
  std::string advice;                 // the command that shows more
  Millis patience{0};                 // told only once it has stood for so long
};

class Alerts {
 public:
  virtual ~Alerts() = default;
  // All causes of one topic ("records", "reading") that stand now in a pair. What was said of that topic
  // before and is missing is over.
  virtual void standing(std::string_view pair, std::string_view topic, std::vector<AlertCause> causes) = 0;
};

}  // namespace crosswalk
