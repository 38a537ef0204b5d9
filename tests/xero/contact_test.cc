// Contacts: what is sent to make one, and how one is found again.
#include "xero/contact.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "xero/support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Kind = Outcome::Kind;

namespace {

constexpr const char* buyer_key = "buyer:0123456789abcdef0123456789abcdef";

Document made(const Buyer& buyer, const std::string& key = buyer_key) {
  auto document = xero::contact_document(Desk::settings(), key, buyer);
  REQUIRE(document.ok());
  return *document;
}

std::string name_of(Document document, int variant = 0) {
  document.variant = variant;
  return text_in(json(xero::contact_content(document).value()), "Name");
}

std::string contacts(const std::string& list) {
  return R"({"Contacts":[)" + list + "]}";
}

// ContactID "c<n>…", ACTIVE unless it says otherwise.
std::string contact(const char* n, const std::string& more, const char* status = "ACTIVE") {
  return std::string(R"({"ContactID":"c)") + n + R"(000000-0000-4000-8000-00000000000)" + n +
         R"(","ContactStatus":")" + status + "\"," + more + "}";
}

Attempt attempt(Desk& desk, int buyers, bool with_email = true) {
  std::vector<Document> documents;
  for (int i = 0; i < buyers; ++i) {
    const std::string n = std::to_string(i);
    documents.push_back(made({"Jane Doe", with_email ? "jane" + n + "@example.com" : ""}, buyer_key + n));
  }
  return attempt_of(desk.ledger, documents, {});
}

std::string number(const Attempt& attempt, std::size_t member = 0) {
  return text_in(json(attempt.members.at(member).content), "ContactNumber");
}

}  // namespace

TEST_CASE("a buyer's contact says the name and a usable address, and its key says neither") {
  const Document document = made({"  Jane\t <b>Doe ", "Jane@Example.com"});
  CHECK(document.key == buyer_key);
  const Json content = json(document.content);
  CHECK(text_in(content, "Name") == "Jane bDoe");
  CHECK(text_in(content, "EmailAddress") == "Jane@Example.com");
  for (const char* refused : {"", "jane", "jane@example", "jüne@example.com", "a@b@example.com"})
    CHECK_FALSE(json(made({"Jane Doe", refused}).content).contains("EmailAddress"));
  const auto nameless = xero::contact_document(Desk::settings(), buyer_key, {"<>", ""});
  REQUIRE_FALSE(nameless.ok());
  CHECK(says(nameless.error().text(), "the contact's name is empty"));
}

TEST_CASE("a name that somebody else has is followed by a part of the contact's own number") {
  const Document document = made({"Jane Doe", ""});
  const std::string number = text_in(json(document.content), "ContactNumber");
  CHECK(name_of(document) == "Jane Doe");
  CHECK(name_of(document, 1) == "Jane Doe (" + number.substr(number.size() - 6) + ")");
  CHECK(name_of(document, 2) == "Jane Doe (" + number.substr(number.size() - 12) + ")");
  const std::string longest = name_of(made({std::string(300, 'x'), ""}), 1);
  CHECK(longest.size() == 255);
  CHECK(longest.ends_with(")"));
}

TEST_CASE("contacts are looked up together, by number, then by address, never by name") {
  Desk desk;
  const Attempt three = attempt(desk, 3);
  desk.xero.answers(200,
                    contacts(contact("1", R"("Name":"Renamed","ContactNumber":")" + number(three) + '"')));
  desk.xero.answers(200,
                    contacts(contact("2", R"("Name":"J. Doe","EmailAddress":"JANE1@example.com")") + "," +
                             contact("3", R"("Name":"Jane Doe","EmailAddress":"other@example.com")")));
  const auto outcomes = desk.ledger.check(three, desk.stop);
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].receipt.outside_id == "c1000000-0000-4000-8000-000000000001");
  CHECK(outcomes[1].receipt.outside_id == "c2000000-0000-4000-8000-000000000002");
  CHECK(outcomes[2].kind == Kind::absent);
  REQUIRE(desk.xero.calls.size() == 2);
  CHECK(says(desk.xero.calls[0].url, "%22%20OR%20ContactNumber%3D%3D%22"));
  CHECK(says(desk.xero.calls[0].url, "&includeArchived=true"));
  CHECK(
      says(desk.xero.calls[1].url, "where=EmailAddress%3D%3D%22jane1%40example.com%22%20OR%20EmailAddress"));
  CHECK_FALSE(says(desk.xero.calls[1].url, "jane0"));
}

TEST_CASE("two contacts with one address are nobody in particular, and archived ones are left alone") {
  for (const auto& list : {contact("1", R"("EmailAddress":"jane0@example.com")") + "," +
                               contact("2", R"("EmailAddress":"jane0@example.com")"),
                           contact("1", R"("EmailAddress":"jane0@example.com")", "ARCHIVED")}) {
    Desk desk;
    desk.xero.answers(200, contacts(""));
    desk.xero.answers(200, contacts(list));
    CHECK(desk.ledger.check(attempt(desk, 1), desk.stop).at(0).kind == Kind::absent);
  }
}

TEST_CASE("an archived contact is for a person, a merged one is followed, a failure stays unknown") {
  Desk desk;
  const Attempt one = attempt(desk, 1, false);
  const std::string ours = R"("ContactNumber":")" + number(one) + '"';
  desk.xero.answers(200, contacts(contact("1", ours, "ARCHIVED")));
  const Outcome archived = desk.ledger.check(one, desk.stop).at(0);
  CHECK(archived.kind == Kind::rejected);
  CHECK(says(archived.reason, "restore it there"));

  const auto merged = [](const char* into) {
    return std::string(R"(,"MergedToContactID":"c)") + into + R"(000000-0000-4000-8000-00000000000)" + into +
           '"';
  };
  desk.xero.answers(200, contacts(contact("1", ours + merged("4"), "ARCHIVED")));
  desk.xero.answers(200, contacts(contact("4", R"("Name":"A")" + merged("5"), "ARCHIVED")));
  desk.xero.answers(200, contacts(contact("5", R"("Name":"B")")));
  const Outcome followed = desk.ledger.check(one, desk.stop).at(0);
  CHECK(followed.kind == Kind::posted);
  CHECK(followed.receipt.outside_id == "c5000000-0000-4000-8000-000000000005");
  CHECK(says(desk.xero.calls[2].url, "IDs=c4000000-0000-4000-8000-000000000004"));

  desk.xero.answers(200, contacts(contact("1", ours + merged("6"), "ARCHIVED")));
  desk.xero.answers(200, contacts(""));
  const Outcome lost = desk.ledger.check(one, desk.stop).at(0);
  CHECK(lost.kind == Kind::rejected);
  CHECK(says(lost.reason, "merged into another"));

  desk.xero.answers(400, "{}");
  CHECK(desk.ledger.check(one, desk.stop).at(0).kind == Kind::unknown);
}

TEST_CASE("whoever may be known by an address is looked up before anything is made") {
  Desk desk;
  desk.xero.answers(200, contacts(""));
  desk.xero.answers(200, contacts(contact("2", R"("EmailAddress":"jane0@example.com")")));
  const auto outcomes = desk.ledger.send(attempt(desk, 1), desk.stop);
  CHECK(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes.at(0).receipt.outside_id == "c2000000-0000-4000-8000-000000000002");
  CHECK(desk.xero.calls.size() == 2);
}
