// A step told part by part: the optimizer and what stands around it, each in its own rule. Internal to
// explain.
#pragma once

#include "core/optim/optimizer.h"
#include "core/train/clip.h"
#include "core/train/explain.h"

#include <functional>

namespace talweg {

/// The gradient (n) of the step's batch at a point (n), before any clipping.
using GradientAt = std::function<RuleValue(const RuleValue& point)>;

/// Is given the parts before the step, is told when the step has been made, and then tells it.
class StepTeller {
  public:
    /// shared: what every rule may name ("θ", "∇L(θ)", "η", "t"), before the step; the gradient not clipped.
    StepTeller(RuleSymbols shared, Index parameter, const Clip& clip, GradientAt gradient);

    /// The optimizer first, then outwards. `momentum`: what a schedule sets it to; NaN: nothing.
    void add(const PartInfo& info, const KnobMap& knobs, const Optimizer& made, double momentum);
    /// The buffers are as the step left them.
    void moved();
    /// Fills in lines and numbers; the first number, θ, is there already.
    void tell(StepExplanation& out);

  private:
    struct Part {
        PartInfo info;
        Settings settings;
        std::vector<NamedBuffer> buffers;
        RuleSymbols before;  ///< buffers
        RuleSymbols after;   ///< the same
        RuleSymbols now;     ///< what its lines may name: knobs and buffers, and what they have assigned
        std::string told;    ///< its lines that applied, as text
    };

    void tell_clipping(const std::string& from, const std::string& to);
    void tell_lines(Part& part, const std::vector<RuleLine>& lines);
    void tell_line(Part& part, RuleSymbols& symbols, const RuleLine& line);
    void push(std::vector<FilledLine> lines, std::string_view title);
    std::vector<RuleLine> tell_before_inside(Part& part);
    std::vector<RuleLine> rule_of(const Part& part) const;

    std::vector<Part> parts_;
    RuleSymbols shared_;
    Index parameter_;
    Clip clip_;
    GradientAt gradient_at_;
    std::string gradient_;    ///< what takes the place of ∇L(θ)
    std::string last_title_;  ///< of the part whose line came last
    std::vector<FilledLine> lines_;
};

}  // namespace talweg
