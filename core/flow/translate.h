// Translate: one record → lines → decisions → entries, proven. Pure but for the mapper's Lua state, so the
// engine, `map` and later the preview share it. One translator a worker; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/line_list.h"
#include "flow/pair.h"
#include "flow/refunds.h"
#include "link/source.h"
#include "model/entry.h"
#include "rules/mapper.h"

namespace crosswalk::flow {

struct TranslateSettings {
  BookMode book = BookMode::shipped;
  Date books_start{};
  bool pays = false;          // what shipped or was refunded is paid from the clearing account the same day
  bool pays_settled = false;  // what shipped is paid by its settlement instead
  Posting posting = Posting::order;     // settlement: the entries only inform
  std::optional<Date> posting_since{};  // of what shipped from that day on; before it the other way
};

TranslateSettings translate_settings(const PairSettings& pair);
// How what shipped on that day is booked, or what a settlement that closed on it becomes.
Posting posting_on(Date day, Posting posting, const std::optional<Date>& since);

struct Translation {
  enum class Verdict {
    booked,   // `entries` says what is due
    waiting,  // nothing is due yet
    skipped,  // on purpose nothing; `entries` holds at most cancelled lines
    held,     // a person is needed
    dead,     // the record cannot be processed as it is
  };
  Verdict verdict = Verdict::booked;
  std::string reason;  // of skipped, held and dead
  std::string origin;  // where it arose, "rules/tax.lua:7"; may be empty
  Entries entries;
  std::optional<Money> money;          // what the record's due lines add up to, for `review`
  std::vector<Remark> remarks;         // what rules wrote into the record's trail
  bool wants_acknowledgement = false;  // known unless dead
  // What later sources are tied to; of booked, waiting and skipped.
  std::vector<store::Booking> bookings;
  std::vector<std::string> awaits;            // of waiting: orders that must be booked first
  std::vector<store::RefundMark> decided_by;  // other records' refunds, as they were
};

// What the engine makes of a record with this verdict.
RecordState state_of(Translation::Verdict verdict);

class Translator {
 public:
  // `books`: null where nothing is known but the record itself; then no refund waits or is told already.
  Translator(const Source& source, rules::Mapper& mapper, TranslateSettings settings, Books* books = nullptr)
      : source_(source), mapper_(&mapper), settings_(settings), books_(books) {}

  // From the next record on another mapper is asked.
  void use(rules::Mapper& mapper) { mapper_ = &mapper; }

  // `before`: what was booked of an earlier revision; its lines keep their decisions while their key, class
  // and amount stay. Null: every line is asked. `something_stands`: documents were made for the record, so
  // that its cancelled lines come along as entries in that state, because what stands for them must go.
  // `booked`: what stands of its refunds even where every line is asked anew; null: `before`. The answer
  // lives until the next call.
  const Translation& translate(const Record& record, const Entries* before, bool something_stands = false,
                               const Entries* booked = nullptr);
  // Of the last call: all lines, due or not.
  const LineList& lines() const { return lines_; }

 private:
  void decide(const Record& record, const Entries* before, const Entries* booked, bool something_stands);
  bool is_due(const Line& line) const;
  // True: the verdict is set.
  bool nothing_is_due();
  // False: the verdict is set, and nothing is booked.
  bool sort_refunds(const RecordKey& record, const Entries* booked);
  void note_bookings(const RecordKey& record);
  bool ask_rules(const Entries* before, const Entries* booked_before);
  // Who the documents are for, where the contact rule has said `answer`. False: the verdict is set.
  bool choose_contact(const Answer& answer, const Entries* booked);
  // What is kept of an earlier revision.
  void keep_contact(const Entries& before);
  // Whether the record books, by the day its first units shipped; what is booked or informs stays so.
  void choose_posting(const Entries* booked);
  // What its settlements are to pay of an order.
  void note_owed(const RecordKey& record);
  void make_entries(const Entries* booked);
  // Where a refund of a locked period goes: the first open day, naming its own.
  void open_day(Entry& entry);
  // What is receivable for the units of the entry's state and date, and of its refund.
  MoneySum& owed_of(const Entry& entry);
  void add_counter_entries(const Entries* booked);
  // Whether what shipped on that day is paid at once; what is booked stays as it is.
  bool pays_at_once(Date date, const Entries* booked) const;
  void set(Translation::Verdict verdict, std::string reason, std::string origin = {});

  const Source& source_;
  rules::Mapper* mapper_;
  TranslateSettings settings_;
  Books* books_;
  LineList lines_;
  Translation translation_;
  std::vector<Line> due_;             // what is booked now
  std::vector<const Entry*> kept_;    // for each due line: the entry whose decisions it keeps, or null
  std::vector<Line> asked_;           // the due lines without one, when others have one
  const Mapping* mapping_ = nullptr;  // the rules' answer about them
  struct Owed {
    UnitState state = UnitState::open;
    Date date;
    std::string purchase_order;
    std::string refund;
    bool taken_back = false;
    MoneySum sum;
  };
  std::vector<Owed> owed_;
  std::optional<Posting> of_order_;  // how the orders are booked that the refunds belong to
  std::vector<Entry> spare_;         // entries of an earlier record, kept for their memory
};

}  // namespace crosswalk::flow
