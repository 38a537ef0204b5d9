// Items of Xero's stand-in: what they may be, and how documents move the stock of tracked ones.
#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Decimal d(std::string_view text) {
  return Decimal::parse(text).value();
}

std::string put_item(XeroClient& client, const std::string& method, const std::string& body) {
  const auto answer = client.reply(method, "Items?unitdp=4", body);
  const Json parsed = parse_json(answer.body, "answer").value();
  return answer.status == 200 ? "" : messages(parsed["Elements"][0]);
}

std::string sale(const std::string& number, const std::string& quantity) {
  return invoice(number, R"({"Description":"Chair","ItemCode":"CHAIR-1","Quantity":)" + quantity +
                             R"(,"UnitAmount":50,"AccountCode":"200","TaxType":"NONE"})");
}

}  // namespace

TEST_CASE("items are made by PUT, and edited by POST under their code") {
  XeroClient client;
  CHECK(put_item(client, "PUT", R"({"Code":"CHAIR-1","Name":"Again"})") ==
        "Price List Item with Code 'CHAIR-1' already exists");
  CHECK(put_item(client, "POST", R"({"Code":"chair-1","SalesDetails":{"UnitPrice":19.9925}})").empty());
  CHECK(client.json("GET", "Items/CHAIR-1?unitdp=4")["Items"][0]["SalesDetails"]["UnitPrice"] == "19.9925");
  CHECK(client.json("GET", "Items/CHAIR-1")["Items"][0]["SalesDetails"]["UnitPrice"] == "19.99");
  CHECK(put_item(client, "PUT", R"({"Code":")" + std::string(31, 'x') + "\"}") ==
        "The field Code must be 30 characters or less.");
  CHECK(put_item(client, "PUT", R"({"Code":"T-1","InventoryAssetAccountCode":"630"})") ==
        "Inventory tracked items need both InventoryAssetAccountCode and COGSAccountCode.");
  CHECK(
      put_item(
          client, "PUT",
          R"({"Code":"T-1","InventoryAssetAccountCode":"120","PurchaseDetails":{"COGSAccountCode":"310"}})") ==
      "The InventoryAssetAccountCode must be an account of type INVENTORY.");
  CHECK(put_item(client, "PUT",
                 R"({"Code":"T-1","QuantityOnHand":99,"InventoryAssetAccountCode":"630",)"
                 R"("PurchaseDetails":{"COGSAccountCode":"310"}})")
            .empty());
  const Json items = client.json("GET", "Items")["Items"];
  CHECK(items.size() == 3);
  CHECK(client.xero.item("T-1")->on_hand.is_zero());  // read-only
  CHECK(client.reply("DELETE", "Items/T-1").status == 204);
  CHECK(client.reply("GET", "Items/T-1").status == 404);
}

TEST_CASE("sales take stock out at average cost, credit notes bring it back, drafts move nothing") {
  XeroClient client;
  REQUIRE(client.xero.stock("CHAIR-1", d("3"), d("20")).ok());
  CHECK(client.reply("PUT", "Invoices", sale("S-0", "1")).status == 200);
  CHECK(client.xero.item("CHAIR-1")->on_hand == d("2"));
  CHECK(client.xero.trial_balance() ==
        std::map<std::string, Decimal>{
            {"200", d("-50")}, {"310", d("20")}, {"610", d("50")}, {"630", d("-20")}});
  std::string draft = sale("S-1", "9");
  draft.replace(draft.find("AUTHORISED"), 10, "DRAFT");
  CHECK(client.reply("PUT", "Invoices", draft).status == 200);
  CHECK(client.xero.item("CHAIR-1")->on_hand == d("2"));
  std::string back = sale("", "1");
  back.replace(back.find("ACCREC"), 6, "ACCRECCREDIT");
  CHECK(client.reply("PUT", "CreditNotes", back).status == 200);
  CHECK(client.xero.item("CHAIR-1")->on_hand == d("3"));
  CHECK(client.xero.item("CHAIR-1")->cost_pool == d("60"));
  REQUIRE(client.xero.by_person("POST", "Invoices/S-0", R"({"Status":"VOIDED"})").ok());
  CHECK(client.xero.item("CHAIR-1")->on_hand == d("4"));
  const Json shown = client.json("GET", "Items/CHAIR-1")["Items"][0];
  CHECK(shown["QuantityOnHand"] == "4.0000");
  CHECK(shown["IsTrackedAsInventory"] == true);
}

TEST_CASE("more than is on hand cannot be sold, unless backorders are allowed; bills bring it in") {
  XeroClient client;
  REQUIRE(client.xero.stock("CHAIR-1", d("1"), d("20")).ok());
  const auto refused = client.reply("PUT", "Invoices", sale("S-2", "2"));
  CHECK(refused.status == 400);
  CHECK(refused.body.find("on hand is not sufficient") != std::string::npos);
  CHECK(client.reply("PUT", "Invoices?allowBackorders=true", sale("S-2", "2")).status == 200);
  CHECK(client.xero.item("CHAIR-1")->on_hand == d("-1"));
  const std::string bill =
      R"({"Type":"ACCPAY","Status":"AUTHORISED","Contact":{"Name":"Maker"},"Date":"2026-11-20",)"
      R"("DueDate":"2026-11-20","LineItems":[{"Description":"Chairs","ItemCode":"CHAIR-1","Quantity":5,)"
      R"("UnitAmount":20,"AccountCode":"630","TaxType":"NONE"}]})";
  CHECK(client.reply("PUT", "Invoices", bill).status == 200);
  CHECK(client.xero.item("CHAIR-1")->on_hand == d("4"));
  std::int64_t sum = 0;
  for (const auto& [account, amount] : client.xero.trial_balance()) sum += amount.units();
  CHECK(sum == 0);
}

TEST_CASE("tracking categories and options within their limits; currencies") {
  XeroClient client;
  CHECK(client.reply("PUT", "TrackingCategories", R"({"Name":"Region"})").status == 400);  // two are active
  const Json listed = client.json("GET", "TrackingCategories")["TrackingCategories"];
  const std::string path = "TrackingCategories/" + listed[0]["TrackingCategoryID"].get<std::string>();
  CHECK(client.reply("PUT", path + "/Options", R"({"Name":"Walmart CA"})").status == 200);
  CHECK(client.reply("PUT", path + "/Options", R"({"Name":"walmart ca"})").status == 400);
  CHECK(client.reply("PUT", path + "/Options", R"({"Name":")" + std::string(101, 'n') + "\"}").status == 400);
  CHECK(client.reply("POST", path, R"({"Status":"ARCHIVED"})").status == 200);
  CHECK(client.reply("PUT", "TrackingCategories", R"({"Name":"Region"})").status == 200);
  CHECK(client.reply("POST", path + "/Options/no-such", R"({"Status":"ARCHIVED"})").status == 404);
  CHECK(client.reply("PUT", "Currencies", R"({"Code":"CAD"})").status == 200);
  CHECK(client.json("GET", "Currencies")["Currencies"].size() == 2);
  client.sign_in("accounting.settings.read");
  CHECK(client.reply("PUT", path + "/Options", R"({"Name":"Other"})").status == 401);
  CHECK(client.reply("PUT", "Items", R"({"Code":"X"})").status == 401);
}

TEST_CASE("history notes stay, attachments are overwritten by name and limited") {
  XeroClient client;
  client.sign_in("accounting.contacts accounting.invoices accounting.attachments");
  client.json("PUT", "Invoices", invoice("WM-1", line("1")));
  const std::string at = "Invoices/" + client.xero.invoice("WM-1")->id;
  CHECK(
      client.reply("PUT", at + "/History", R"({"HistoryRecords":[{"Details":"Booked by a rule"}]})").status ==
      200);
  CHECK(client
            .reply("PUT", at + "/History",
                   R"({"HistoryRecords":[{"Details":")" + std::string(2501, 'x') + "\"}]}")
            .status == 400);
  CHECK(client.json("GET", at + "/History")["HistoryRecords"][0]["Details"] == "Booked by a rule");
  CHECK(client.reply("PUT", "Invoices/no-such/History", R"({"HistoryRecords":[]})").status == 404);
  for (int i = 0; i < 11; ++i) {
    const auto answer = client.reply("PUT", at + "/Attachments/order-" + std::to_string(i) + ".json", "{}");
    CHECK(answer.status == (i < 10 ? 200 : 400));
  }
  CHECK(client.reply("POST", at + "/Attachments/order-3.json", "{\"a\":1}").status == 200);
  CHECK(client.reply("GET", at + "/Attachments/order-3.json").body == "{\"a\":1}");
  CHECK(client.json("GET", at + "/Attachments")["Attachments"].size() == 10);
  CHECK(client.json("GET", at)["Invoices"][0]["HasAttachments"] == true);
  CHECK(client.reply("PUT", at + "/Attachments/a%3Fb.json", "{}").status == 400);
}
