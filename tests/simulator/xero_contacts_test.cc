#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

std::string contact(std::string_view name, std::string_view number = {}, std::string_view more = {}) {
  std::string out = "{";
  if (!name.empty()) out += "\"Name\":\"" + std::string(name) + "\",";
  if (!number.empty()) out += "\"ContactNumber\":\"" + std::string(number) + "\",";
  return out + std::string(more) + "\"AccountNumber\":\"a\"}";
}

constexpr std::string_view archived_edit =
    "The specified contact details matched an archived contact. Archived contacts cannot currently be edited "
    "via the "
    "API.";

}  // namespace

TEST_CASE("PUT creates, and refuses a name or number that is taken") {
  XeroClient client;
  const Json made = client.json("PUT", "Contacts", contact("Walmart US", "wm:us"))["Contacts"][0];
  CHECK(made["ContactStatus"] == "ACTIVE");
  CHECK(made["ContactID"] != "00000000-0000-0000-0000-000000000000");
  CHECK(made["HasValidationErrors"] == false);
  struct Row {
    std::string body, error;
  };
  const std::string taken =
      " is already assigned to another contact. The contact name must be unique across all active contacts.";
  for (const Row& row : std::vector<Row>{
           {contact("Walmart US"), "The contact name Walmart US" + taken},
           {contact("WALMART us"), "The contact name WALMART us" + taken},
           {contact("Other", "wm:us"),
            "Another contact has this contact number. Please enter a different contact number."},
           {contact("", ""),
            "The Contact must contain at least 1 of the following elements to identify the contact: Name, "
            "ContactID, "
            "ContactNumber"},
           {contact("A <b>"), "The contact name cannot contain < or >."},
           {contact(" A"), "The contact name cannot contain leading, trailing or double spaces."},
           {contact("A  B"), "The contact name cannot contain leading, trailing or double spaces."},
           {contact(std::string(256, 'n')), "The contact name must be 255 characters or less."},
           {contact("A", std::string(51, 'n')), "The field ContactNumber must be 50 characters or less."},
           {contact("A", "", "\"EmailAddress\":\"nobody\","), "Email address must be valid."},
           {contact("A", "", "\"EmailAddress\":\"\xc3\xbc@b.example\","), "Email address must be valid."},
           {contact("A", "", "\"Addresses\":[{\"AddressType\":\"STREET\",\"Country\":\"U5\"}],"),
            "The address country can only contain letters."},
           {contact("A", "", "\"Addresses\":[{\"PostalCode\":\"" + std::string(51, '1') + "\"}],"),
            "The field PostalCode must be 50 characters or less."},
           {contact("A", "", "\"ContactPersons\":[{},{},{},{},{},{}],"),
            "A contact can have at most 5 contact persons."}}) {
    CAPTURE(row.body);
    const Json answer = client.json("PUT", "Contacts", row.body);
    CHECK(answer["ErrorNumber"] == 10);
    CHECK(messages(answer["Elements"][0]) == row.error);
    CHECK(answer["Elements"][0]["ContactID"] == "00000000-0000-0000-0000-000000000000");
  }
  CHECK(client.xero.contacts_created() == std::map<std::string, int>{{"wm:us", 1}});
}

TEST_CASE("POST finds by id, number or name, and edits") {
  XeroClient client;
  const std::string id =
      client.json("POST", "Contacts", contact("Walmart US", "wm:us"))["Contacts"][0]["ContactID"];
  client.reply("POST", "Contacts", contact("Walmart USA", "wm:us"));
  CHECK(client.xero.contacts().at(0).name == "Walmart USA");
  client.reply("POST", "Contacts", contact("walmart usa", "", "\"EmailAddress\":\"a@b.example\","));
  CHECK(client.xero.contacts().at(0).texts.at("EmailAddress") == "a@b.example");
  client.reply("POST", "Contacts/" + id, contact("Walmart", "wm:us:2"));
  CHECK(client.xero.contacts().size() == 1);
  CHECK(client.xero.contacts().at(0).number == "wm:us:2");
  CHECK(client.xero.contacts().at(0).name == "Walmart");
  CHECK(client.json("GET", "Contacts/" + id)["Contacts"][0]["EmailAddress"] == "a@b.example");
  const std::string nobody = "\"ContactID\":\"11111111-2222-3333-4444-555555555555\",";
  CHECK(client
            .reply("POST", "Contacts",
                   "{\"Contacts\":[" + contact("New") + "," + contact("X", "", nobody) + "]}")
            .status == 404);
  CHECK(client.xero.contacts().size() == 1);  // nothing of that request was done
}

TEST_CASE("archived contacts cannot be edited, and free their name for PUT") {
  XeroClient client;
  client.reply("PUT", "Contacts", contact("Walmart", "wm"));
  REQUIRE(client.xero.archive_contact("Walmart").ok());
  CHECK_FALSE(client.xero.archive_contact("Nobody").ok());
  CHECK(messages(client.json("POST", "Contacts", contact("Walmart"))["Elements"][0]) == archived_edit);
  CHECK(messages(client.json("POST", "Contacts", contact("New", "wm"))["Elements"][0]) == archived_edit);
  CHECK(client.reply("PUT", "Contacts", contact("Walmart")).status == 200);
  CHECK(client.reply("PUT", "Contacts", contact("New", "wm")).status == 400);
  client.settle();
  CHECK(client.json("GET", "Contacts")["Contacts"].size() == 1);
  CHECK(client.json("GET", "Contacts?includeArchived=true")["Contacts"].size() == 2);
  CHECK(client.json("GET", "Contacts/wm")["Contacts"][0]["ContactStatus"] == "ARCHIVED");
}

TEST_CASE("finding contacts: number, name, term, page") {
  XeroClient client;
  std::string all = "{\"Contacts\":[";
  for (int i = 0; i < 250; ++i)
    all += (i > 0 ? "," : "") + contact("Buyer " + std::to_string(i), "b" + std::to_string(i));
  CHECK(client.reply("PUT", "Contacts?summarizeErrors=false", all + "]}").status == 200);
  CHECK(client.reply("GET", "Contacts/b7").status == 404);  // lists and look-ups lag behind
  CHECK(client.json("GET", "Contacts")["Contacts"].empty());
  client.settle();
  const auto names = [&](std::string query) {
    std::string out;
    const Json answer = client.json("GET", "Contacts" + query);
    for (const Json& one : answer["Contacts"]) out += one["Name"].get<std::string>() + ";";
    return out;
  };
  CHECK(names("/b7") == "Buyer 7;");
  CHECK(names("?where=ContactNumber%3D%3D%22b7%22") == "Buyer 7;");
  CHECK(names("?where=Name%3D%22buyer+7%22") == "Buyer 7;");
  CHECK(names("?where=Name==%22x%22%20OR%20(ContactNumber==%22b8%22%26%26Name!=%22y%22)") == "Buyer 8;");
  CHECK(names("?searchTerm=er%20249") == "Buyer 249;");
  const Json page = client.json("GET", "Contacts?page=3");
  CHECK(page["Contacts"].size() == 50);
  CHECK(page["pagination"] ==
        parse_json(R"({"page":3,"pageSize":100,"pageCount":3,"itemCount":250})", "x").value());
  CHECK(client.json("GET", "Contacts?page=9")["Contacts"].empty());
  CHECK(client.json("GET", "Contacts?pageSize=5000&page=1")["pagination"]["pageSize"] == 1000);
  CHECK_FALSE(client.json("GET", "Contacts").contains("pagination"));
  for (const char* wrong : {"Nonsense%3D%3D1", "Name%3D%3D", "Name", "(Name%3D%3D%22a%22", "Name%3D%3D1",
                            "Name%20LIKE%20%22a%22"})
    CHECK(client.json("GET", std::string("Contacts?where=") + wrong)["Type"] == "QueryParseException");
}

TEST_CASE("If-Modified-Since, to the second, either side of the boundary") {
  XeroClient client;
  client.reply("PUT", "Contacts", contact("A"));
  client.settle();
  const auto count = [&](std::string since) {
    client.extra = {{"If-Modified-Since", std::move(since)}};
    return client.json("GET", "Contacts")["Contacts"].size();
  };
  CHECK(count("2026-11-20T14:59:59") == 1);
  CHECK(count("2026-11-20T15:00:00") == 0);
  XeroSwitches switches;
  switches.modified_since_inclusive = true;
  client.xero.set_switches(switches);
  CHECK(count("2026-11-20T15:00:00") == 1);
  CHECK(count("2026-11-20T15:00:01") == 0);
}

TEST_CASE("fields of the wrong kind refuse the whole request") {
  XeroClient client;
  for (const std::string body :
       {R"({"Contacts":[{"Name":"A"},{"Name":7}]})", R"({"Contacts":[{"Name":"A","ContactStatus":"GONE"}]})",
        R"({"Contacts":[{"Name":"A","ContactID":"7"}]})", R"({"Contacts":[{"Name":"A","Phones":{}}]})",
        R"({"Contacts":[]})", R"({"Contacts":[{"Name":"A"})", R"({"Name":"A"} x)", "<Contacts/>", "", "7"}) {
    CAPTURE(body);
    const Json answer = client.json("PUT", "Contacts", body);
    CHECK(answer["ErrorNumber"] == 14);
    CHECK(answer["Type"] == "PostDataInvalidException");
  }
  CHECK(client.xero.contacts().empty());
}
