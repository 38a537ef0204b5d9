// The names that our documents carry in Xero, all made from stable facts, so that a lost answer can be looked
// up. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// "WM-108812345678901", then "WM-108812345678901-2", … (`ordinal` from 1). Xero keeps them unique (xero.md
// §8.4).
std::string invoice_number(const Settings& settings, std::string_view order, int ordinal);
// "WM-108812345678901-R<refund>", then "…-2": `refund` is the market's own name of it, never an ordinal.
std::string credit_note_number(const Settings& settings, std::string_view order, std::string_view refund,
                               int ordinal);
// Is it `first` itself, or "<first>-2" and so on?
bool is_ordinal_of(std::string_view number, std::string_view first);
// "WMS-2026-02-06-20260131": all of a day.
std::string settlement_day_number(const Settings& settings, std::string_view settlement, Date date);
// "WMS-2026-02-06-20260131-R", then "…-R-2". `what`: R money received, S spent, A an accrual taken back; T a
// transfer, which is written "WMS-2026-02-06-T-20260210".
std::string settlement_number(const Settings& settings, std::string_view settlement, Date date, char what,
                              int ordinal);
// "WMS-2026-02-06-202601", then "…-2": the document of that month in `posting: settlement`.
std::string settlement_month_number(const Settings& settings, std::string_view settlement, Date date,
                                    int ordinal);
// "WMA-2026-01", then "…-2": the journal of what had shipped by that month's end and was not settled.
std::string accrual_number(const Settings& settings, std::string_view month, int ordinal);
// "WM-108812345678901-P2026-02-06", then "…-2": what a settlement pays of an invoice.
std::string settled_payment_number(std::string_view invoice, std::string_view settlement, int ordinal);
// The same pair and name give the same number; at most 50 characters (xero.md §5.1).
std::string contact_number(const Settings& settings, std::string_view name);
// At most 128 characters; begins with the tenant, because Xero keeps keys per app (xero.md §4).
std::string idempotency_key(const Settings& settings, std::string_view attempt_id);

}  // namespace crosswalk::xero
