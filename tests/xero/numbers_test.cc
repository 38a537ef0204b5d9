#include "xero/numbers.h"

#include <doctest/doctest.h>

#include "support.h"
#include "xero/dates.h"

using namespace crosswalk::xero;
using crosswalk::test::day;
using crosswalk::test::Desk;

TEST_CASE("invoice numbers are the order's, with an ordinal from the second on") {
  Settings settings = Desk::settings();
  CHECK(invoice_number(settings, "4812345678901", 1) == "WM-4812345678901");
  CHECK(invoice_number(settings, "4812345678901", 3) == "WM-4812345678901-3");
  settings.number_tag = "ca-";
  CHECK(invoice_number(settings, "7", 1) == "WM-ca-7");
}

TEST_CASE("a contact number depends on pair and name only, and fits") {
  Settings settings = Desk::settings();
  const std::string number = contact_number(settings, "Walmart Marketplace US");
  CHECK(number == contact_number(settings, "Walmart Marketplace US"));
  CHECK(number != contact_number(settings, "Walmart Marketplace CA"));
  CHECK(number.substr(0, 6) == "wm:us:");
  settings.pair = std::string(60, 'p');
  CHECK(contact_number(settings, "Walmart Marketplace US").size() <= 50);
}

TEST_CASE("an idempotency key begins with the tenant or app and is never longer than 128 characters") {
  Settings settings = Desk::settings();
  CHECK(idempotency_key(settings, "abc") == settings.tenant_id + ":abc");
  settings.tenant_id.clear();
  CHECK(idempotency_key(settings, "abc") == "CLIENT:abc");
  settings.client_id = std::string(200, 'p');
  CHECK(idempotency_key(settings, "abc").size() <= 128);
  CHECK(idempotency_key(settings, "abc") != idempotency_key(settings, "abd"));
}

TEST_CASE("Xero's dates are UTC whatever offset they show") {
  CHECK(parse_date("/Date(1769731200000+0000)/").value() == day("2026-01-30"));
  CHECK(parse_date("/Date(1769731200000+1300)/").value() == day("2026-01-30"));
  CHECK(parse_date("/Date(1769731200000)/").value() == day("2026-01-30"));
  CHECK(parse_date("/Date(-86400000)/").value() == day("1969-12-31"));
  CHECK(parse_instant("/Date(1439434356790)/").value().text() == "2015-08-13T02:52:36.790Z");
  for (const char* text : {"", "2026-01-30", "/Date()/", "/Date(x)/", "/Date(1+00)/", "/Date(1769731200000"})
    CHECK_FALSE(parse_date(text).ok());
}
