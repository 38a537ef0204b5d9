// Answers: what the rules said about a record and each of its lines, every one with the place that said it.
// Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk {

// Where an answer was written: "rules/tax.lua", 7. Line 0: the host itself said it.
struct Origin {
  std::string file;
  int line = 0;

  std::string text() const {
    std::string out;
    text_into(out);
    return out;
  }
  // Replaces what `out` held.
  void text_into(std::string& out) const {
    out = file;
    if (line != 0) out.append(":").append(std::to_string(line));
  }
  friend bool operator==(const Origin&, const Origin&) = default;
};

struct Answer {
  std::string value;  // "" with a non-empty origin: `none`, on purpose nothing
  Origin origin;
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct TrackingAnswer {
  std::string category;  // "Channel"
  std::string option;    // "Walmart US"
  Origin origin;
  friend bool operator==(const TrackingAnswer&, const TrackingAnswer&) = default;
};

struct LineAnswers {
  Answer item;  // a ledger item code; only products are asked
  Answer tax;   // a ledger tax type
  Answer account;
  Answer description;  // what the ledger's line says; without a rule the product's or charge's name
  Answer date;         // the accounting date, "2026-01-31"; without a rule the line's own
  Answer cost;         // what one unit cost the seller, "4.20"; products only, optional
  // "create": an item or tracking option that the line names and the ledger lacks is made there; "update":
  // that, and the item's fields follow the line. Optional, and only where the pair's settings allow it.
  Answer catalogue;
  std::vector<TrackingAnswer> tracking;
  friend bool operator==(const LineAnswers&, const LineAnswers&) = default;
};

// A contact answer that asks for a contact of the buyer's own. No ledger takes < and > in a name, so that it
// is nobody's.
inline constexpr std::string_view per_buyer = "<buyer>";

enum class Verdict { book, hold, skip };

// What a rule wrote with `log` into the trail of the record it was asked about.
struct Remark {
  std::string text;
  Origin origin;
  friend bool operator==(const Remark&, const Remark&) = default;
};

// The answer for one record. With `hold` and `skip` the lines may be incomplete.
struct Mapping {
  Verdict verdict = Verdict::book;
  std::string reason;              // of hold and skip: a sentence for a person
  Origin origin;                   // of hold and skip
  Answer contact;                  // the ledger contact's name, or per_buyer
  Answer reference;                // the documents' reference text; without a rule the ledger's own
  std::vector<LineAnswers> lines;  // one for each line asked, same order
  std::vector<Remark> remarks;     // in the order written
  std::string version;             // the rule set that answered
  // The snapshot of the ledger's customers that was looked into (model/customers.h); empty: none was.
  std::string customers;
};

}  // namespace crosswalk
