using Tributary.Core.Categories;

namespace Tributary.Core.Tests.Categories;

public sealed class CategoryRuleFileTests
{
    [Theory]
    [InlineData("zq", 1, 1, "before the first section")]
    [InlineData("# words\n[Groceries", 2, 1, "closing bracket")]
    [InlineData("\n  [Grocerys]\nzq", 2, 4, "nearest is 'Groceries'")]
    [InlineData("[Groceries] sideways\nzq", 1, 13, "'sideways'")]
    [InlineData("[Groceries] on moon\nzq", 1, 13, "'on'")]
    [InlineData("[Groceries]\nzq, *, other", 2, 5, "too short")]
    [InlineData("[Groceries]\nzq =", 2, 5, "no payee")]
    [InlineData("[Groceries] codes\n5411, 54111", 2, 7, "four digits")]
    [InlineData("[Groceries] codes\n5499-5411", 2, 1, "range")]
    [InlineData("[Groceries] weak codes\n54", 2, 1, "four digits")]
    [InlineData("[Groceries] weak merchants\nzq", 1, 13, "'weak'")]
    [InlineData("[Groceries] types\nbarter", 2, 1, "directDeposit")]
    public void WhatIsNotUnderstood_IsToldWithItsPlace(string text, int line, int column, string words)
    {
        var problem = Assert.Single(CategoryRuleFile.Read("mine", text, isOperators: true).Problems);

        Assert.Equal(("mine", line, column), (problem.File, problem.Line, problem.Column));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1, "no rule")]
    [InlineData("# words\n[Groceries]", 1, 1, "no rule")]
    [InlineData("[Buy] actions\npurchased, bartered", 2, 12, "'bartered'; the actions are cancel, ")]
    [InlineData("[Groceries]\nzq*, Corner* Market*", 2, 12, "read as a blank")]
    [InlineData("[Groceries]\n*zq*wvx", 2, 4, "read as a blank")]
    public void WhatIsHardlyMeant_IsWarnedOf_AndRead(string text, int line, int column, string words)
    {
        var file = CategoryRuleFile.Read("mine", text, isOperators: true);

        Assert.Empty(file.Problems);
        var warning = Assert.Single(file.Warnings);
        Assert.Equal((line, column), (warning.Line, warning.Column));
        Assert.Contains(words, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatMeansWhatItSays_IsNotWarnedOf() =>
        Assert.Empty(CategoryRuleFile.Read("mine", "[Buy] actions\nPurchased\n[Groceries]\nzq*, *wvx, *both*", isOperators: true).Warnings);

    [Theory]
    [InlineData("Cofee Shop", "Coffee Shops")]
    [InlineData("grocerys", "Groceries")]
    [InlineData("Spaceship", null)]
    [InlineData("", null)]
    [InlineData("Coffee", null)]
    public void NearestCategory_IsNamed_WhereItIsNear(string name, string? nearest) => Assert.Equal(nearest, TransactionCategory.Nearest(name)?.Name);

    [Fact]
    public void UnknownCategoryFarFromAll_IsToldWithoutANearest() => Assert.Equal(
        "There is no category 'Spaceship'.", Assert.Single(CategoryRuleFile.Read("mine", "[Spaceship]\nzq", isOperators: true).Problems).Message);

    [Fact]
    public void EveryFileThatShips_IsUnderstood_AndSaysNothingTwice()
    {
        foreach (var file in ShippedRules.Files)
        {
            var read = CategoryRuleFile.Read(file, ShippedRules.ReadText(file), isOperators: false);

            Assert.Empty(read.Problems);
            Assert.NotEmpty(read.Rules);
            Assert.Empty(read.Rules
                .GroupBy(rule => (rule.Kind, rule.Pattern.ToUpperInvariant(), rule.Sign, rule.On))
                .Where(same => same.Select(rule => rule.Category).Distinct().Count() > 1)
                .Select(same => same.Key));
        }
    }

    [Fact]
    public void Categories_AreThoseOfTheProtocol_EachWithANameInTheOther()
    {
        Assert.Equal(121, TransactionCategory.All.Count);
        Assert.All(TransactionCategory.All, category => Assert.NotEqual("", category.CustomerAccountDataName));
        Assert.Equal("Meals and Entertainment", TransactionCategory.Get("Restaurants").ScheduleC);
        Assert.Null(TransactionCategory.Uncategorized.ScheduleC);
        Assert.Same(TransactionCategory.Get("Coffee Shops"), TransactionCategory.Find(" coffee shops "));
        Assert.Null(TransactionCategory.Find("Coffee"));
    }
}
