#include "walmart/scrub.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"
#include "walmart/return_text.h"
#include "walmart/source.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

std::string amounts(const Source& source, const Record& record) {
  Collector collector;
  REQUIRE(source.lines(record, collector));
  std::string out;
  for (const auto& kept : collector.lines) out += kept.key + "=" + kept.line.amount.text() + "\n";
  return out;
}

}  // namespace

TEST_CASE("nothing of the buyer is left, and the amounts are the same") {
  Bench bench;
  const WalmartSource source(bench.connection);
  OrderBuilder order;
  order.more =
      R"(,"pickupPersons":[{"name":{"completeName":"Robin Reader"},"phone":5125550142}],"billingInfo":{"name":"Robin Reader"})";
  for (Record record : {order.record(), ReturnBuilder{}.record()}) {
    const std::string before = amounts(source, record);
    record.body = source.scrub(record);
    CHECK(amounts(source, record) == before);
    for (const char* told :
         {"Robin", "Reader", "relay.walmart.com", "5125550142", "Mill Lane", "labels.test"})
      CHECK_MESSAGE(record.body.find(told) == std::string::npos, told << " is left");
    for (const char* kept : {"MUG-BLU", "200012345678901", "108900000000001"})
      CHECK(record.body.find(kept) != std::string::npos);
    CHECK(source.scrub(record) == record.body);
    CHECK(source.tally(record));
  }
}

TEST_CASE("all else stands byte for byte") {
  CHECK(scrubbed(R"( { "customerEmailId" : "a\"b@c.d" , "x":[1.50,2e3, null ],"item":{"name":"Mug"} } )") ==
        R"( { "customerEmailId" : "" , "x":[1.50,2e3, null ],"item":{"name":"Mug"} } )");
  CHECK(
      scrubbed(R"({"postalAddress":{"name":"A","city":"Austin","address2":null},"shipNode":{"name":"N"}})") ==
      R"({"postalAddress":{"name":"","city":"Austin","address2":null},"shipNode":{"name":"N"}})");
  CHECK(scrubbed(R"({"returnCenterAddress":{"name":"Own","address1":"Dock 3"},"phone":"1"})") ==
        R"({"returnCenterAddress":{"name":"Own","address1":"Dock 3"},"phone":""})");
  CHECK(scrubbed(R"({"customerName":{"firstName":"A","lastName":["B"]},"labels":[{"labelImageURL":"u"}]})") ==
        R"({"customerName":{"firstName":"","lastName":[""]},"labels":[{"labelImageURL":""}]})");
}

TEST_CASE("broken bytes are scrubbed as well") {
  const std::string whole = OrderBuilder{}.text();
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const std::string out = scrubbed(std::string_view(whole).substr(0, length));
    CHECK(out.find("Robin") == std::string::npos);
    CHECK(out.find("512555") == std::string::npos);
    CHECK(out.find("Mill") == std::string::npos);
  }
  CHECK(scrubbed("]]}}{\"phone\":\"1\"") == "]]}}{\"phone\":\"\"");
  CHECK(scrubbed("\"phone\": \"\\") == "\"phone\": \"\"");
}

TEST_CASE("a settlement's bytes have no buyer in them and stay as they are") {
  Bench bench;
  const WalmartSource source(bench.connection);
  Record record;
  record.key = {"shop", RecordKind::settlement, "2026-02-06"};
  record.body = std::string("PK\x03\x04\0\"phone\":\"1\"", 15);
  CHECK(source.scrub(record) == record.body);
}
