// One name, one type: what the compiler cannot see across files.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace talweg::architecture {

/// Collects the types that files define for the whole program: those in headers, and those in sources outside
/// of an unnamed namespace. All code is in one namespace, and of two types of one name the linker silently
/// takes either's functions for both.
class TypeNames {
  public:
    /// A fault for each type whose name another file has defined already, beginning with "path:line: ".
    std::vector<std::string> add(std::string_view path, std::string_view text);

  private:
    std::map<std::string, std::string, std::less<>> places_;  ///< "path:line" by name
};

}  // namespace talweg::architecture
