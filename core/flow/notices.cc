#include "flow/notices.h"

#include <algorithm>

#include "base/json_tree.h"
#include "flow/handled.h"
#include "flow/stuck_refunds.h"
#include "model/notice_json.h"
#include "model/push.h"

namespace crosswalk::flow {
namespace {

store::HandledItem not_allowed(std::string_view setting, std::string_view value) {
  return refused("nothing of this kind goes to the market: `feedback." + std::string(setting) +
                 "` in crosswalk.yaml does not say " + std::string(value));
}

struct StoredRecord {
  std::int64_t id = 0;
  Record record;
};

// The record as last received; nothing when it is not stored.
Result<std::optional<StoredRecord>> record_of(store::Store& store, const std::string& pair, RecordKind kind,
                                              const std::string& id) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.id = id;
  const auto rows = store.records(filter);
  if (!rows) return rows.error();
  const auto row = std::find_if(rows->begin(), rows->end(),
                                [&](const store::RecordRow& found) { return found.key.kind == kind; });
  if (row == rows->end()) return std::optional<StoredRecord>();
  auto record = store.record(row->id);
  if (!record) return record.error();
  return std::optional(StoredRecord{row->id, std::move(*record)});
}

// An acknowledgement of the order that is on its way: until it stands nothing of it can be shipped
// (walmart.md §2.6). One that was refused is waited for by nobody.
Result<bool> unacknowledged(store::Store& store, const std::string& pair, const std::string& order) {
  const auto told = store.newest_document(pair, DocumentKind::acknowledgement, order);
  if (!told) return told.error();
  if (!told->has_value()) return false;
  const DocumentState state = (*told)->document.state;
  return state != DocumentState::posted && state != DocumentState::rejected;
}

}  // namespace

ItemHandlers Notices::handlers() {
  const auto by = [this](Handled (Notices::*handle)(const store::ClaimedItem&)) {
    return [this, handle](const store::ClaimedItem& item) { return (this->*handle)(item); };
  };
  return {{std::string(push::shipment), by(&Notices::shipment)},
          {std::string(push::cancellation), by(&Notices::cancellation)},
          {std::string(push::order_refund), by(&Notices::order_refund)},
          {std::string(push::return_refund), by(&Notices::return_refund)},
          {std::string(push::stock), by(&Notices::stock)},
          {std::string(push::price), by(&Notices::price)},
          {std::string(push::hint_stock), by(&Notices::sold_out)}};
}

template <class Draft>
Notices::Handled Notices::about(const store::ClaimedItem& item, RecordKind kind, const std::string& id,
                                const Draft& draft, const std::string& again) {
  const auto record = record_of(pair_.store, pair_.settings.name, kind, id);
  if (!record) return record.error();
  if (!record->has_value())
    return later(item, std::string(name_of(kind)) + " " + id + " has not been received yet",
                 pair_.clock.now());
  const Result<Document> document = draft((*record)->record, (*record)->id);
  if (!document && document.error().kind == ErrorKind::not_found)
    return later(item, document.error().text(), pair_.clock.now());
  if (!document) return refused(document.error().text());
  const auto added = pair_.store.add_documents(pair_.settings.name, {&*document, 1}, pair_.settings.worker,
                                               pair_.clock.now());
  if (!added) return added.error();
  if (*added == 0 && !again.empty()) return already(item, *document, again);
  return store::HandledItem{};
}

// Units look alike: only the key of the notice tells whether it is the same one, after a crash say.
Notices::Handled Notices::already(const store::ClaimedItem& item, const Document& document,
                                  const std::string& again) {
  const auto first = pair_.store.newest_document(pair_.settings.name, document.kind, document.key);
  if (!first) return first.error();
  std::string asked;
  if (first->has_value())
    if (const auto content = parse_json((*first)->document.content, "the document"); content)
      asked = text_in(*content, "asked");
  if (asked == item.item.key) return store::HandledItem{};
  return refused(again + (asked.empty() ? "" : ", by the notice \"" + asked + "\"") +
                 "; nothing more is done");
}

Result<std::vector<Document>> Notices::earlier_refunds(std::int64_t order) {
  const auto rows = pair_.store.documents_of(order);
  if (!rows) return rows.error();
  std::vector<Document> earlier;
  Posted all;
  for (const auto& row : *rows) {
    const Document& document = row.document;
    if (document.kind != DocumentKind::order_refund || document.state == DocumentState::withdrawn) continue;
    auto whole = pair_.store.document(document.id);
    if (!whole) return whole.error();
    all.push_back({*whole, {}});
    if (document.state != DocumentState::rejected) earlier.push_back(std::move(*whole));
  }
  const std::size_t stuck = stuck_refunds(all).size();
  if (stuck != 0)
    return fail(ErrorKind::not_found,
                std::to_string(stuck) + (stuck == 1 ? " refund" : " refunds") +
                    " of the order that nothing was said of yet went behind one that was rejected; look at "
                    "the order at the market, let `crosswalk replay` of the order drop what waits, and ask "
                    "for what is missing under new keys");
  return earlier;
}

Notices::Handled Notices::shipment(const store::ClaimedItem& item) {
  if (!pair_.settings.feedback.shipments) return not_allowed("shipments", "true");
  const auto notice = shipment_in(item.item.body);
  if (!notice) return refused(notice.error().text());
  return about(item, RecordKind::order, notice->order,
               [&](const Record& order, std::int64_t) -> Result<Document> {
                 auto document = pair_.channel.shipment(*notice, order);
                 if (!document) return document.error();
                 const auto waits = unacknowledged(pair_.store, pair_.settings.name, notice->order);
                 if (!waits) return waits.error();
                 if (*waits) document->depends_on.push_back({DocumentKind::acknowledgement, notice->order});
                 return std::move(*document);
               });
}

Notices::Handled Notices::cancellation(const store::ClaimedItem& item) {
  if (!pair_.settings.feedback.cancellations) return not_allowed("cancellations", "true");
  auto notice = cancellation_in(item.item.body);
  if (!notice) return refused(notice.error().text());
  notice->key = item.item.key;
  return about(
      item, RecordKind::order, notice->order,
      [&](const Record& order, std::int64_t) { return pair_.channel.cancellation(*notice, order); },
      "the same units of order " + notice->order + " were asked to be cancelled before");
}

Notices::Handled Notices::order_refund(const store::ClaimedItem& item) {
  if (!pair_.settings.feedback.refunds) return not_allowed("refunds", "true");
  auto notice = order_refund_in(item.item.body);
  if (!notice) return refused(notice.error().text());
  notice->key = item.item.key;
  // Looked for before the order is: once the refund took effect, nothing may be left that it could be of. A
  // rejected one makes no room as other documents do: it may have been given after all.
  const auto told = pair_.store.newest_document(pair_.settings.name, DocumentKind::order_refund,
                                                notice->order + "/" + notice->key);
  if (!told) return told.error();
  if (told->has_value() && (*told)->document.state == DocumentState::rejected)
    return refused("the refund \"" + notice->key + "\" of order " + notice->order +
                   " was rejected before; look at the order at the market, and if it is missing there, ask "
                   "for it under a new key (what was asked for after it and waits is dropped by `crosswalk "
                   "replay` of the order)");
  if (told->has_value()) return store::HandledItem{};
  return about(item, RecordKind::order, notice->order,
               [&](const Record& order, std::int64_t id) -> Result<Document> {
                 const auto earlier = earlier_refunds(id);
                 if (!earlier) return earlier.error();
                 return pair_.channel.order_refund(*notice, order, *earlier);
               });
}

// A return's refund is known by its units alone, because the market shows no more of it. Whether the same
// units are the same refund or the next one, only a person can tell.
Notices::Handled Notices::return_refund(const store::ClaimedItem& item) {
  if (!pair_.settings.feedback.refunds) return not_allowed("refunds", "true");
  auto notice = return_refund_in(item.item.body);
  if (!notice) return refused(notice.error().text());
  notice->key = item.item.key;
  return about(
      item, RecordKind::return_order, notice->return_order,
      [&](const Record& order_return, std::int64_t) {
        return pair_.channel.return_refund(*notice, order_return);
      },
      "as many units of the same lines of return " + notice->return_order +
          " were asked to be refunded before (further ones are refunded at the market)");
}

Notices::Handled Notices::offer(const Document& document) {
  const auto offered = pair_.store.offer_documents(pair_.settings.name, {&document, 1}, false,
                                                   pair_.settings.worker, pair_.clock.now());
  if (!offered) return offered.error();
  return store::HandledItem{};
}

Notices::Handled Notices::stock(const store::ClaimedItem& item) {
  if (pair_.settings.feedback.stock != OfferSource::events) return not_allowed("stock", "events");
  auto notice = stock_in(item.item.body);
  if (!notice) return refused(notice.error().text());
  if (notice->node.empty()) notice->node = pair_.settings.feedback.ship_node;
  return offer(pair_.channel.stock(pair_.settings.name, *notice));
}

Notices::Handled Notices::price(const store::ClaimedItem& item) {
  if (pair_.settings.feedback.price != OfferSource::events) return not_allowed("price", "events");
  const auto notice = price_in(item.item.body);
  if (!notice) return refused(notice.error().text());
  if (notice->price.currency != pair_.settings.currency)
    return refused("the price of " + notice->sku + " is in " + std::string(notice->price.currency.code()) +
                   ", but the market's currency is " + std::string(pair_.settings.currency.code()));
  return offer(pair_.channel.price(pair_.settings.name, *notice));
}

Notices::Handled Notices::sold_out(const store::ClaimedItem& item) {
  if (pair_.settings.feedback.stock == OfferSource::none) return store::HandledItem{};
  const auto hint = parse_json(item.item.body, "the hint");
  const std::string sku = hint ? text_in(*hint, "id") : std::string();
  if (sku.empty()) return refused("the event names no SKU; stock is compared when it is next told");
  const auto again = offers_.out_of_stock({sku, pair_.settings.feedback.ship_node, 0});
  if (!again) return again.error();
  return store::HandledItem{};
}

}  // namespace crosswalk::flow
