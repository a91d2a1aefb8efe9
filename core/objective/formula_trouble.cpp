// What to say of a formula that goes wrong.
#include "core/objective/formula_trouble.h"

#include "core/base/text.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace talweg::formula {
namespace {

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
constexpr FormulaFunction kFunctions[] = {
    {"sin", FormulaOp::sin},
    {"cos", FormulaOp::cos},
    {"tan", FormulaOp::tan},
    {"asin", FormulaOp::asin},
    {"acos", FormulaOp::acos},
    {"atan", FormulaOp::atan},
    {"sinh", FormulaOp::sinh},
    {"cosh", FormulaOp::cosh},
    {"tanh", FormulaOp::tanh},
    {"exp", FormulaOp::exp},
    {"log", FormulaOp::log},
    {"ln", FormulaOp::log},
    {"log10", FormulaOp::log10},
    {"sqrt", FormulaOp::sqrt},
    {"abs", FormulaOp::abs},
    {"min", FormulaOp::least, 2, kAny},
    {"max", FormulaOp::greatest, 2, kAny},
    {"pow", FormulaOp::power, 2, 2},
};

/// Signs of print that no keyboard has, and what is written for them.
struct Instead {
    std::string_view sign;
    std::string_view words;
};
constexpr Instead kInstead[] = {
    {"−", "'-'"},
    {"–", "'-'"},
    {"×", "'*'"},
    {"·", "'*'"},
    {"⋅", "'*'"},
    {"÷", "'/'"},
    {"²", "'^2'"},
    {"³", "'^3'"},
    {"√", "'sqrt'"},
    {"π", "'pi'"},
    {"[", "'('"},
    {"]", "')'"},
    {"{", "'('"},
    {"}", "')'"},
    {"|", "'abs(…)'"},
    {"\xc2\xa0", "a plain blank"},
    {"’", "no derivative sign"},
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string quoted(std::string_view name) {
    constexpr std::size_t kMost = 40;
    return "'" + std::string(name.substr(0, kMost)) + (name.size() > kMost ? "…'" : "'");
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// x*y of xy, where every letter is a name.
std::string as_product(std::string_view name) {
    std::string product;
    for (const char c : name) {
        if (c != 'x' && c != 'y' && c != 'e' && kFormulaParameters.find(c) == std::string_view::npos)
            return {};
        product.append(product.empty() ? "" : "*").append(1, c);
    }
    return product.size() <= 5 ? product : std::string();  // more letters than three are a word
}

}  // namespace

std::span<const FormulaFunction> functions_known() { return kFunctions; }

const FormulaFunction* find_function(std::string_view name) {
    const auto* found = std::ranges::find(kFunctions, name, &FormulaFunction::name);
    return found == std::end(kFunctions) ? nullptr : found;
}

std::size_t Trouble::character(std::size_t byte) const {
    const std::string_view before = text_.substr(0, byte);
    return 1 + static_cast<std::size_t>(
                   std::ranges::count_if(before, [](char c) { return !is_continuation(c); }));
}

void Trouble::fail(std::size_t byte, const std::string& sentence) const {
    throw FormulaError(character(byte), byte, sentence);
}

void Trouble::check_length() const {
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos)
        fail(text_.size(), "the formula is empty: it is written in x and y, such as x^2 + 10*y^2");
    const std::size_t length = character(text_.size()) - 1;
    if (length <= kLongestFormula) return;
    std::size_t byte = 0;
    for (std::size_t seen = 0; byte < text_.size(); ++byte) {
        if (!is_continuation(text_[byte]) && seen++ == kLongestFormula) break;
    }
    fail(byte, "a formula has at most " + grouped_text(kLongestFormula) + " characters, not " +
                   grouped_text(length));
}

// ", not '*'", and what to write for a sign that is not known.
std::string Trouble::found(std::size_t byte) const {
    if (byte >= text_.size()) return ", but the formula ends here";
    for (const Instead& each : kInstead) {
        if (text_.substr(byte).starts_with(each.sign))
            return ", not '" + std::string(each.sign) + "': write " + std::string(each.words);
    }
    const auto code = static_cast<unsigned char>(text_[byte]);
    if (code < 0x20 || code == 0x7f) {
        constexpr char kDigits[] = "0123456789abcdef";
        return std::string(", not the byte 0x") + kDigits[code >> 4] + kDigits[code & 15];
    }
    std::size_t end = byte + 1;
    while (end < text_.size() && end < byte + 4 && is_continuation(text_[end])) ++end;
    return ", not '" + std::string(text_.substr(byte, end - byte)) + "'";
}

void Trouble::expect_value(std::size_t byte) const {
    fail(byte, "expected a number, a name or '('" + found(byte));
}

void Trouble::expect_sign(std::size_t byte, const std::string& expected,
                          std::optional<std::size_t> bracket) const {
    const bool more = byte < text_.size();
    if (more && (is_word(text_[byte]) || text_[byte] == '(')) {
        std::size_t end = byte + 1;
        while (end < text_.size() && is_word(text_[byte]) && is_word(text_[end])) ++end;
        fail(byte, "expected " + expected + " before " + quoted(text_.substr(byte, end - byte)) +
                       ": a product needs its '*', as in 2*x");
    }
    if (more && text_[byte] == ',' && byte > 0 && is_digit(text_[byte - 1]) && byte + 1 < text_.size() &&
        is_digit(text_[byte + 1]))
        fail(byte, "expected " + expected + ", not ',': a number has a point, as in 0.5");
    if (more && text_[byte] == '=')
        fail(byte, "expected " + expected + ", not '=': only the side with the value is written");
    if (more && text_[byte] == ')' && !bracket) fail(byte, "this ')' has no '(' before it");
    if (!more && bracket) {
        fail(byte,
             "expected ')' for the '(' at character " + std::to_string(character(*bracket)) + found(byte));
    }
    fail(byte, "expected " + expected + found(byte));
}

void Trouble::unknown(std::size_t byte, std::string_view name) const {
    if (find_function(name) != nullptr) {
        fail(byte, quoted(name) + " is a function: what it is of stands in brackets, as in " +
                       std::string(name) + (find_function(name)->least > 1 ? "(x, y)" : "(x)"));
    }
    std::string sentence = "unknown name " + quoted(name);
    std::vector<std::string_view> names{"x", "y", "pi", "e"};
    for (const FormulaFunction& each : kFunctions) names.push_back(each.name);
    const std::string product = as_product(name);
    const std::string small = lower(name);
    const std::string_view near = name.size() > 1 || small != name ? nearest_name(small, names) : "";
    if (!product.empty()) {
        sentence += ": a product needs its '*', as in " + product;
    } else if (std::ranges::find(names, small) != names.end()) {
        sentence += "; did you mean '" + small + "'?";
    } else if (name.size() > 1 && !near.empty()) {
        sentence += "; did you mean '" + std::string(near) + "'?";
    } else {
        sentence += "; known are ";
        for (const std::string_view each : names) sentence.append(each).append(", ");
        sentence += "and small letters as parameters";
    }
    fail(byte, sentence);
}

void Trouble::no_function(std::size_t byte, std::string_view name, std::size_t bracket) const {
    const bool value =
        name == "pi" || (name.size() == 1 && (name == "x" || name == "y" || name == "e" ||
                                              kFormulaParameters.find(name) != std::string_view::npos));
    if (!value) unknown(byte, name);
    fail(bracket,
         quoted(name) + " is no function: a product needs its '*', as in " + std::string(name) + "*(…)");
}

void Trouble::arguments(std::size_t byte, const FormulaFunction& function, std::size_t count) const {
    const bool any = function.most == kAny;
    fail(byte, quoted(function.name) + " takes " + std::to_string(function.least) + (any ? " or more" : "") +
                   (function.least == 1 ? " argument" : " arguments") + ", not " + std::to_string(count));
}

}  // namespace talweg::formula
