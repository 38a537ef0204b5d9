#include "checkout.h"

namespace crosswalk {

std::string checkout(std::string_view inside) {
  return CROSSWALK_SOURCE + std::string(inside);
}

}  // namespace crosswalk
