// A pair that books in CloudSuite, and entries of it, for tests that draft.
#pragma once

#include "cloudsuite/settings.h"
#include "model/entry.h"

namespace crosswalk::tests {

// In the general ledger, with a clearing account and the dimension Channel.
inline cloudsuite::Settings plain_settings() {
  cloudsuite::Settings made;
  made.pair = "us";
  made.enterprise_group = "1";
  made.accounting_entity = "100";
  made.clearing_account = "090";
  made.dimensions = {{"Channel", 1}};
  made.customer_codes = {{"Walmart Marketplace US", "WALMART"}};
  return made;
}

// Of units shipped on 30 January, debit positive; counter-entries need no account and no line.
inline Entry entry(EntryRole role, const char* amount, const char* account = "", const char* line = "") {
  Entry made;
  made.role = role;
  made.order_line = line;
  made.line_key = line;
  made.state = UnitState::shipped;
  made.date = Date::parse("2026-01-30").value();
  made.amount = {Decimal::parse(amount).value(), Currency::parse("USD").value()};
  made.description = role == EntryRole::mirror ? "Tax, withheld by the market" : "Charge";
  made.answers.account.value = account;
  if (!made.counter()) made.answers.tracking = {{"Channel", "WALMART-US", {"rules/tracking.lua", 3}}};
  return made;
}

inline Entries order_of(std::vector<Entry> list) {
  Entries made;
  made.record = {"us", RecordKind::order, "4812345678901"};
  made.currency = Currency::parse("USD").value();
  made.order_date = Date::parse("2026-01-28").value();
  made.contact = "Walmart Marketplace US";
  made.entries = std::move(list);
  return made;
}

}  // namespace crosswalk::tests
