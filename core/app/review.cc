// `review`: what waits for a person, with the money that is stuck; and what a person says to documents that
// somebody changed in the ledger.
#include <algorithm>

#include "app/commands.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "flow/settle_visit.h"
#include "flow/settlement_standing.h"
#include "flow/standing_causes.h"
#include "store/all_records.h"

namespace crosswalk::app {
namespace {

constexpr int most_pushed = 1'000;

struct Item {
  std::string pair;
  std::string what;  // "order 108…", "invoice WM-108…"
  std::string state;
  std::string money;
  std::string since;
  std::string reason;
  std::string origin;
  std::string advice;  // the command that ends it; "" when it is none alone
};

std::string advice_on(const Document& document) {
  if (document.state != DocumentState::disputed) return {};
  return "put it back there, or `crosswalk review --accept " + document.key + "` if it stands";
}

// What went out long ago, is not known to have arrived and goes on being tried, but for what is listed
// already.
Result<void> add_undelivered(store::Store& store, const std::string& pair, Instant now,
                             const std::vector<store::DocumentRow>& listed, std::vector<Item>& items) {
  const auto undelivered = store.undelivered(pair, now - flow::delivery_patience);
  if (!undelivered) return undelivered.error();
  for (const auto& [document, since] : *undelivered) {
    const std::int64_t id = document.id;
    if (std::any_of(listed.begin(), listed.end(),
                    [&](const store::DocumentRow& row) { return row.document.id == id; }))
      continue;
    const bool unknown = document.state == DocumentState::unknown;
    const char* there = side_of(document.kind) == Side::ledger ? "the ledger" : "the market";
    const std::string advice =
        std::string(unknown ? "it may be there: it is looked for again" : "it is sent again") +
        " by itself; `crosswalk check` says whether " + there + " can be reached" +
        (unknown ? ", and whether it is there somebody can see there" : "");
    items.push_back({pair, std::string(name_of(document.kind)) + " " + document.key,
                     std::string(name_of(document.state)), document.total ? document.total->text() : "",
                     since.text_seconds(), document.reason, "", advice});
  }
  return {};
}

// The rows of a settlement that are held or wait, by why they do.
Result<void> add_rows(store::Store& store, const store::RecordRow& record, const std::string& what,
                      store::RowState state, std::vector<Item>& items) {
  const auto counts = store.settlement_counts(record.id);
  if (!counts) return counts.error();
  for (const auto& count : *counts) {
    if (count.state != state) continue;
    std::string name = what + ", " + flow::rows_over(count.count, count.amount);
    for (const std::string* word :
         {&count.words.transaction_type, &count.words.amount_type, &count.words.description})
      if (!word->empty()) name += ", " + *word;
    if (!count.example.empty()) name += ", order " + count.example;
    items.push_back({record.key.pair, name, std::string(name_of(state)), count.amount.text(),
                     record.changed.text_seconds(), count.words.reason, count.words.origin, ""});
  }
  return {};
}

// Settlements that wait for orders which should have come long ago.
Result<void> add_waiting(store::Store& store, const std::string& pair, Instant now,
                         std::vector<Item>& items) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.states = {RecordState::waiting};
  std::vector<store::RecordRow> late;
  const auto keep = [&](const store::RecordRow& row) -> Result<void> {
    if (flow::waits_too_long(row, now)) late.push_back(row);
    return {};
  };
  if (auto read = store::each_record_of(store, filter, keep); !read) return read;
  for (const auto& row : late) {
    const std::string what = "settlement " + row.key.id;
    items.push_back(
        {pair, what, "waiting", "", row.received.text_seconds(), row.reason, "",
         "look its orders up in Seller Center; `crosswalk import FILE` takes what was never read"});
    if (auto added = add_rows(store, row, what, store::RowState::waiting, items); !added) return added;
  }
  return {};
}

Result<std::vector<Item>> items_of(store::Store& store, const std::string& pair, Instant now) {
  std::vector<Item> items;
  store::RecordFilter filter;
  filter.pair = pair;
  filter.states = {RecordState::held, RecordState::dead};
  const auto records = store::all_records(store, filter);
  if (!records) return records.error();
  for (const auto& row : *records) {
    const std::string what = std::string(name_of(row.key.kind)) + " " + row.key.id;
    items.push_back({pair, what, std::string(name_of(row.state)), row.stuck ? row.stuck->text() : "",
                     row.changed.text_seconds(), row.reason, row.origin, ""});
    if (row.key.kind != RecordKind::settlement) continue;
    const auto added = add_rows(store, row, what, store::RowState::held, items);
    if (!added) return added.error();
  }
  if (auto added = add_waiting(store, pair, now, items); !added) return added.error();
  const auto settlements = flow::newest_settlements(store, pair);
  if (!settlements) return settlements.error();
  for (const auto& settlement : *settlements)
    if (settlement.payable_booked && !settlement.note.difference.amount.is_zero())
      items.push_back({pair, "settlement " + settlement.note.id + ", total payable", "booked",
                       settlement.note.difference.text(), settlement.note.to.text(),
                       flow::payable_differs(settlement.note) +
                           "; a rule has answered for the difference: see that it is explained",
                       "", ""});
  const auto documents = store.troubled(pair);
  if (!documents) return documents.error();
  for (const auto& row : *documents) {
    const Document& document = row.document;
    items.push_back({pair, std::string(name_of(document.kind)) + " " + document.key,
                     std::string(name_of(document.state)), document.total ? document.total->text() : "",
                     row.changed.text_seconds(), document.reason, "", advice_on(document)});
  }
  if (auto added = add_undelivered(store, pair, now, *documents, items); !added) return added.error();
  const auto pushed = store.inbox_refused(pair, most_pushed);
  if (!pushed) return pushed.error();
  for (const auto& row : *pushed)
    items.push_back({pair, "pushed " + row.kind + " " + row.key, "refused", "", row.changed.text_seconds(),
                     row.reason, "", ""});
  return items;
}

void print_items(Session& session, const std::vector<Item>& items) {
  for (const auto& item : items) {
    session.out << item.what << "  " << item.state << (item.money.empty() ? "" : "  " + item.money)
                << "  since " << item.since << "\n    " << item.reason
                << (item.origin.empty() ? "" : " [" + item.origin + "]") << "\n"
                << (item.advice.empty() ? "" : "    " + item.advice + "\n");
  }
  if (items.empty()) session.out << "nothing waits for a person\n";
}

// Every key or none is unknown: then nothing is accepted.
Result<void> all_disputed(store::Store& store, const std::string& pair, const ReviewOptions& options) {
  const auto troubled = store.troubled(pair);
  if (!troubled) return troubled.error();
  for (const auto& key : options.accept) {
    const bool found = std::any_of(troubled->begin(), troubled->end(), [&](const store::DocumentRow& row) {
      return row.document.key == key && row.document.state == DocumentState::disputed;
    });
    if (!found)
      return fail(ErrorKind::not_found, "no disputed document of pair " + pair + " is called " + key +
                                            "; `crosswalk review` lists them");
  }
  return {};
}

int accept(Session& session, store::Store& store, const std::string& pair, const ReviewOptions& options) {
  if (const auto known = all_disputed(store, pair, options); !known) return failed(session, known.error());
  Json all = Json::array();
  for (const auto& key : options.accept) {
    const auto accepted = store.accept_differences(pair, key, person_name(), session.clock.now());
    if (!accepted) return failed(session, accepted.error());
    for (const auto& row : *accepted) {
      const std::string what = std::string(name_of(row.document.kind)) + " " + key;
      if (session.json)
        all.push_back({{"pair", pair}, {"what", what}, {"accepted", row.document.reason}});
      else
        session.out << what << "  accepted: " << row.document.reason << "\n";
    }
  }
  if (session.json) print(session, all);
  return exit_ok;
}

}  // namespace

int review(Session& session, const ReviewOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  if (!options.accept.empty()) {
    const auto pair = chosen_pair(opening->workspace, options.pair);
    if (!pair) return failed(session, pair.error());
    return accept(session, *opening->store, (*pair)->name.value, options);
  }
  const auto pairs = chosen_pairs(
      opening->workspace, options.pair.empty() ? std::vector<std::string>{} : std::vector{options.pair});
  if (!pairs) return failed(session, pairs.error());
  Json all = Json::array();
  for (const auto* pair : *pairs) {
    const auto items = items_of(*opening->store, pair->name.value, session.clock.now());
    if (!items) return failed(session, items.error());
    for (const auto& item : *items)
      all.push_back({{"pair", item.pair},
                     {"what", item.what},
                     {"state", item.state},
                     {"money", item.money},
                     {"since", item.since},
                     {"reason", item.reason},
                     {"origin", item.origin},
                     {"advice", item.advice}});
    if (!session.json) {
      if (pairs->size() > 1) session.out << "pair " << pair->name.value << "\n";
      print_items(session, *items);
    }
  }
  if (session.json) print(session, all);
  return exit_ok;
}

}  // namespace crosswalk::app
