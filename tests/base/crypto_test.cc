#include "base/crypto.h"

#include <doctest/doctest.h>

#include <set>

using namespace crosswalk;

TEST_CASE("sha256 gives the digests of FIPS 180-4") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(sha256(std::string_view("a\0b", 3)) != sha256("a"));
}

TEST_CASE("base64 gives the vectors of RFC 4648 both ways") {
  const struct {
    std::string_view plain;
    std::string_view coded;
  } vectors[] = {{"", ""},
                 {"f", "Zg=="},
                 {"fo", "Zm8="},
                 {"foo", "Zm9v"},
                 {"foob", "Zm9vYg=="},
                 {"fooba", "Zm9vYmE="},
                 {"foobar", "Zm9vYmFy"},
                 {"\xFB\xFF\xBE", "+/++"}};
  for (const auto& it : vectors) {
    CHECK(base64(it.plain) == it.coded);
    CHECK(from_base64(it.coded).value() == it.plain);
  }
  const std::string_view zeros("\0\0\0\0", 4);
  CHECK(from_base64(base64(zeros)).value() == zeros);
}

TEST_CASE("what is not base64 is refused") {
  for (const char* text :
       {"Zg", "Zg=", "Zg===", "Zm9v!", "Z", "Zm 9v", "-_--", "Zg==Zg==", "Zm9v\n", "Zh=="}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64(text).ok());
  }
}

TEST_CASE("base64url has no padding, and PKCE's challenge is RFC 7636's") {
  CHECK(base64url("\xfb\xff") == "-_8");
  CHECK(sha256_base64url("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  CHECK(random_base64url(32).size() == 43);
  CHECK(random_base64url(32) != random_base64url(32));
}

TEST_CASE("names are UUIDs: random ones differ, seeded ones repeat") {
  const auto shaped = [](const std::string& uuid, char version) {
    if (uuid.size() != 36) return false;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
      const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
      const bool digit = (uuid[i] >= '0' && uuid[i] <= '9') || (uuid[i] >= 'a' && uuid[i] <= 'f');
      if (dash ? uuid[i] != '-' : !digit) return false;
    }
    return uuid[14] == version && std::string_view("89ab").find(uuid[19]) != std::string_view::npos;
  };
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const std::string uuid = random_uuid();
    CHECK(shaped(uuid, '4'));
    CHECK(seen.insert(uuid).second);
  }
  CHECK(shaped(uuid_from("an attempt"), '8'));
  CHECK(uuid_from("an attempt") == uuid_from("an attempt"));
  CHECK(uuid_from("an attempt") != uuid_from("an attempt "));
  // The first 16 bytes of SHA-256("abc") with version and variant set: a resend after an upgrade keeps its
  // name.
  CHECK(uuid_from("abc") == "ba7816bf-8f01-8fea-8141-40de5dae2223");
}

TEST_CASE("comparing in constant time is still comparing") {
  CHECK(same_in_constant_time("", ""));
  CHECK(same_in_constant_time("token", "token"));
  CHECK_FALSE(same_in_constant_time("token", "tokeN"));
  CHECK_FALSE(same_in_constant_time("token", "token2"));
  CHECK_FALSE(same_in_constant_time("token", ""));
}

TEST_CASE("an authentication code follows RFC 4231") {
  // Test cases 2 and 6: a short key, and one that is longer than a block.
  CHECK(hex_digits(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex_digits(hmac_sha256(std::string(131, '\xaa'),
                               "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}
