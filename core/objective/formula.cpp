// Formulas by a grammar of PEGTL: what is matched is put down in postfix order.
#include "core/objective/formula.h"

#include "core/base/text.h"
#include "core/objective/formula_names.h"
#include "core/objective/formula_trouble.h"

#include <tao/pegtl.hpp>

#include <algorithm>
#include <numbers>
#include <type_traits>
#include <utility>

namespace talweg {
namespace {

namespace pegtl = tao::pegtl;
using formula::FormulaFunction;
using formula::Trouble;

/// A function whose bracket is open.
struct Call {
    const FormulaFunction* function = nullptr;
    std::size_t byte = 0;  ///< of its name
    std::size_t arguments = 0;
};

/// What is known while a formula is read.
struct Reader {
    std::string_view text;
    Formula formula;
    std::string_view name;  ///< the last one
    std::size_t name_byte = 0;
    std::vector<Call> calls;
    std::vector<std::size_t> brackets;  ///< bytes of those that are open
    std::size_t depth = 0;

    void put(FormulaOp op) { formula.words.push_back({op}); }
    void put_number(double number) { formula.words.push_back({FormulaOp::number, number}); }
    Trouble trouble() const { return Trouble(text); }
};

// The grammar. Each token takes the blanks behind it.
struct blanks : pegtl::star<pegtl::one<' ', '\t', '\n', '\r'>> {};
template <char... Characters>
struct sign : pegtl::seq<pegtl::one<Characters...>, blanks> {};

struct digits : pegtl::plus<pegtl::digit> {};
struct mantissa : pegtl::sor<pegtl::seq<digits, pegtl::opt<pegtl::one<'.'>>, pegtl::star<pegtl::digit>>,
                             pegtl::seq<pegtl::one<'.'>, digits>> {};
struct exponent : pegtl::seq<pegtl::one<'e', 'E'>, pegtl::opt<pegtl::one<'+', '-'>>, digits> {};
struct number : pegtl::seq<mantissa, pegtl::opt<exponent>> {};

struct expression;
struct factor;
struct opening : sign<'('> {};
struct closing : sign<')'> {};
struct call_opening : sign<'('> {};
struct argument : pegtl::seq<expression> {};
struct arguments_end : sign<')'> {};
struct further : pegtl::if_must<sign<','>, argument> {};
struct call : pegtl::if_must<call_opening, argument, pegtl::star<further>, arguments_end> {};
struct alone : pegtl::success {};
struct name : pegtl::identifier {};
struct named : pegtl::seq<name, blanks, pegtl::sor<call, alone>> {};
struct group : pegtl::if_must<opening, expression, closing> {};
struct atom : pegtl::sor<pegtl::seq<number, blanks>, named, group> {};

struct raise_sign : pegtl::seq<pegtl::sor<pegtl::one<'^'>, pegtl::string<'*', '*'>>, blanks> {};
struct raised : pegtl::if_must<raise_sign, factor> {};
struct minus : pegtl::if_must<sign<'-'>, factor> {};
struct plus : pegtl::if_must<sign<'+'>, factor> {};
struct factor : pegtl::sor<minus, plus, pegtl::seq<atom, pegtl::opt<raised>>> {};
struct times : pegtl::if_must<sign<'*'>, factor> {};
struct over : pegtl::if_must<sign<'/'>, factor> {};
struct term : pegtl::seq<factor, pegtl::star<pegtl::sor<times, over>>> {};
struct added : pegtl::if_must<sign<'+'>, term> {};
struct taken : pegtl::if_must<sign<'-'>, term> {};
struct expression : pegtl::seq<term, pegtl::star<pegtl::sor<added, taken>>> {};
struct whole : pegtl::must<blanks, expression, pegtl::eof> {};

// Where a rule that has to follow does not.
template <class Rule>
struct Control : pegtl::normal<Rule> {
    template <class Input>
    [[noreturn]] static void raise(const Input& in, const Reader& reader) {
        const std::size_t byte = in.position().byte;
        if constexpr (std::is_same_v<Rule, pegtl::eof>) {
            reader.trouble().expect_sign(byte, "an operator or the end", {});
        } else if constexpr (std::is_same_v<Rule, closing> || std::is_same_v<Rule, arguments_end>) {
            reader.trouble().expect_sign(
                byte, std::is_same_v<Rule, closing> ? "an operator or ')'" : "an operator, ',' or ')'",
                reader.brackets.back());
        } else {
            reader.trouble().expect_value(byte);
        }
    }
};

template <class Rule>
struct Action : pegtl::nothing<Rule> {};

template <FormulaOp op>
struct Put {
    template <class Input>
    static void apply(const Input&, Reader& reader) {
        reader.put(op);
    }
};
template <>
struct Action<added> : Put<FormulaOp::add> {};
template <>
struct Action<taken> : Put<FormulaOp::subtract> {};
template <>
struct Action<times> : Put<FormulaOp::multiply> {};
template <>
struct Action<over> : Put<FormulaOp::divide> {};
template <>
struct Action<raised> : Put<FormulaOp::power> {};
template <>
struct Action<minus> : Put<FormulaOp::negate> {};

template <>
struct Action<number> {
    template <class Input>
    static void apply(const Input& in, Reader& reader) {
        const std::optional<double> value = parse_double(in.string_view());
        if (!value) reader.trouble().fail(in.position().byte, "the number is too large");
        reader.put_number(*value);
    }
};

template <>
struct Action<name> {
    template <class Input>
    static void apply(const Input& in, Reader& reader) {
        reader.name_byte = in.position().byte;
        reader.name = reader.text.substr(reader.name_byte, in.size());
    }
};

template <>
struct Action<alone> {
    template <class Input>
    static void apply(const Input&, Reader& reader) {
        if (reader.name == "x") return reader.put(FormulaOp::x);
        if (reader.name == "y") return reader.put(FormulaOp::y);
        if (reader.name == "pi") return reader.put_number(std::numbers::pi);
        if (reader.name == "e") return reader.put_number(std::numbers::e);
        if (reader.name.size() != 1 || kFormulaParameters.find(reader.name) == std::string_view::npos)
            reader.trouble().unknown(reader.name_byte, reader.name);
        std::string& letters = reader.formula.parameters;
        const char letter = reader.name[0];
        if (letters.find(letter) == std::string::npos)
            letters.insert(std::lower_bound(letters.begin(), letters.end(), letter), letter);
        reader.formula.words.push_back({FormulaOp::parameter, 0.0, letter});
    }
};

template <>
struct Action<opening> {
    template <class Input>
    static void apply(const Input& in, Reader& reader) {
        reader.brackets.push_back(in.position().byte);
    }
};
template <>
struct Action<closing> {
    template <class Input>
    static void apply(const Input&, Reader& reader) {
        reader.brackets.pop_back();
    }
};

template <>
struct Action<call_opening> {
    template <class Input>
    static void apply(const Input& in, Reader& reader) {
        const FormulaFunction* function = formula::find_function(reader.name);
        if (function == nullptr)
            reader.trouble().no_function(reader.name_byte, reader.name, in.position().byte);
        reader.calls.push_back({function, reader.name_byte, 0});
        reader.brackets.push_back(in.position().byte);
    }
};
template <>
struct Action<argument> {
    template <class Input>
    static void apply(const Input&, Reader& reader) {
        ++reader.calls.back().arguments;
    }
};
template <>
struct Action<call> {
    template <class Input>
    static void apply(const Input&, Reader& reader) {
        const Call call = reader.calls.back();
        reader.calls.pop_back();
        reader.brackets.pop_back();
        const FormulaFunction& function = *call.function;
        if (call.arguments < function.least || call.arguments > function.most)
            reader.trouble().arguments(call.byte, function, call.arguments);
        const std::size_t signs = function.least == 1 ? 1 : call.arguments - 1;
        for (std::size_t i = 0; i < signs; ++i) reader.put(function.op);
    }
};

// Everything that stands inside something else goes through here.
template <>
struct Action<factor> : pegtl::maybe_nothing {
    template <class Rule, pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Act,
              template <class...> class Ctrl, class Input>
    static bool match(Input& in, Reader& reader) {
        if (reader.depth > kDeepestFormula) {
            reader.trouble().fail(in.position().byte, "more than " + std::to_string(kDeepestFormula) +
                                                          " brackets, signs or powers inside each other");
        }
        ++reader.depth;
        const bool matched = pegtl::match<Rule, A, M, Act, Ctrl>(in, reader);
        --reader.depth;
        return matched;
    }
};

}  // namespace

Formula parse_formula(std::string_view text) {
    Reader reader;
    reader.text = text;
    reader.trouble().check_length();
    pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*> input(
        text.data(), text.data() + text.size(), "formula");
    pegtl::parse<whole, Action, Control>(input, reader);
    return std::move(reader.formula);
}

}  // namespace talweg
