#include "model/customers.h"

#include <doctest/doctest.h>

using namespace crosswalk;
using Key = Customers::Key;

namespace {

Customers some() {
  return Customers::of({{"C2", "Acme Inc", "ap@acme.test", "77", true},
                        {"C1", "acme inc ", "", "", false},
                        {"C4", "Twice", "same@x.test", "", true},
                        {"C3", "TWICE", "SAME@x.test", "", true},
                        {"C5", "Gone", "", "", false}})
      .value();
}

}  // namespace

TEST_CASE("customers are found by code and external id exactly, by name and mail without case") {
  const Customers customers = some();
  CHECK(customers.size() == 5);
  CHECK(customers.find(Key::code, "C2").count == 1);
  CHECK(customers.find(Key::code, "c2").count == 0);
  CHECK(customers.find(Key::code, "").count == 0);
  const auto acme = customers.find(Key::name, " ACME inc");
  REQUIRE(acme.count == 1);  // the inactive one does not count beside an active one
  CHECK(customers.at(acme.first).code == "C2");
  CHECK(customers.at(acme.first).email == "ap@acme.test");
  const auto twice = customers.find(Key::name, "twice");
  CHECK(twice.count == 2);
  CHECK(customers.at(twice.first).code == "C3");
  CHECK(customers.at(twice.second).code == "C4");
  CHECK(customers.find(Key::email, "Same@X.test").count == 2);
  CHECK(customers.at(customers.find(Key::external_id, "77").first).code == "C2");
  CHECK(customers.find(Key::external_id, "7").count == 0);
  const auto gone = customers.find(Key::name, "gone");
  REQUIRE(gone.count == 1);
  CHECK_FALSE(customers.at(gone.first).active);
  CHECK(customers.find(Key::name, "nobody").count == 0);
}

TEST_CASE("a snapshot's hash is of what it says, whatever the order, and its text brings it back") {
  const Customers one = Customers::of({{"A", "a"}, {"B", "b"}}).value();
  CHECK(one.hash().size() == 12);
  CHECK(one.hash() == Customers::of({{"B", "b"}, {"A", "a"}}).value().hash());
  CHECK(one.hash() != Customers::of({{"A", "a"}, {"B", "b", "", "", false}}).value().hash());
  CHECK(one.hash() != Customers::of({{"A", "a"}}).value().hash());
  const auto back = Customers::read(some().text());
  REQUIRE(back.ok());
  CHECK(back->hash() == some().hash());
  CHECK(back->find(Key::name, "gone").count == 1);
  CHECK(Customers::read("").value().size() == 0);
  CHECK_FALSE(Customers::read("half a line").ok());
}

TEST_CASE("a list that does not tell customers apart is refused") {
  CHECK(Customers::of({{"A", "a"}, {"A", "b"}}).error().message.find("two customers with the code A") !=
        std::string::npos);
  CHECK(Customers::of({{" ", "a"}}).error().message.find("without a code (a)") != std::string::npos);
}

TEST_CASE("what became of customers between two snapshots is told by their codes") {
  const Customers now = Customers::of({{"C0", "New"},
                                       {"C2", "Acme Corp", "ap@acme.test", "77", true},
                                       {"C1", "acme inc"},
                                       {"C3", "TWICE", "", "", false},
                                       {"C4", "Twice"}})
                            .value();
  const auto changes = changes_between(some(), now);
  CHECK(changes.added == std::vector<std::string>{"C0"});
  CHECK(changes.renamed == std::vector<std::string>{"C2"});
  CHECK(changes.ended == std::vector<std::string>{"C3"});
  CHECK(changes.vanished == std::vector<std::string>{"C5"});
}

TEST_CASE("a hundred thousand customers are indexed and found at once") {
  std::vector<LedgerCustomer> list;
  for (int i = 0; i < 100'000; ++i) {
    const std::string number = std::to_string(i);
    list.push_back({"C" + number, "Customer " + number, "c" + number + "@x.test", number});
  }
  const Customers customers = Customers::of(std::move(list)).value();
  for (int i = 0; i < 100'000; i += 997)
    CHECK(customers.at(customers.find(Key::email, "C" + std::to_string(i) + "@x.test").first).code ==
          "C" + std::to_string(i));
}
