// What may be said of a record, and what may not.
#include "model/veil.h"

#include <doctest/doctest.h>

using namespace crosswalk;

namespace {

const std::string order = R"({"purchaseOrderId": "108800000000031", "customerEmailId": "relay@walmart.test",
  "shippingInfo": {"phone": "6145550100", "methodCode": "Standard",
    "postalAddress": {"name": "Zebulon Markham", "address1": "77 Hidden Lane", "city": "Columbus", "postalCode": "43215"}},
  "orderLines": [{"item": {"productName": "Blue mug", "sku": "MUG-BLU"},
    "charges": [{"chargeName": "ItemPrice"}]}]})";

}  // namespace

TEST_CASE("a buyer's name, address, phone and mail go, whatever their case; numbers and goods stay") {
  CHECK(veiled("order 108800000000031 with MUG-BLU (Blue mug, ItemPrice) is unknown", order) ==
        "order 108800000000031 with MUG-BLU (Blue mug, ItemPrice) is unknown");
  CHECK(veiled("ask ZEBULON Markham of 77 Hidden Lane, Columbus", order) ==
        "ask [buyer] of [buyer], [buyer]");
  CHECK(veiled("call 6145550100 (markham's)", order) == "call [buyer] ([buyer]'s)");
  CHECK(veiled("mail relay@walmart.test or <other@example.test>.", order) == "mail [buyer] or <[buyer]>.");
  CHECK(veiled("zebulonian", order) == "zebulonian");
}

TEST_CASE("without a record only addresses go, and an unreadable record leaves nothing") {
  CHECK(veiled("Zebulon, z@example.test", "") == "Zebulon, [buyer]");
  CHECK(veiled("Zebulon", "{not JSON").empty());
}
