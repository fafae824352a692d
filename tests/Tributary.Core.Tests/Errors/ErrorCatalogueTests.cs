using System.Reflection;
using Tributary.Core.Errors;

namespace Tributary.Core.Tests.Errors;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void All_HoldsEveryErrorDeclared()
    {
        var declared = typeof(ErrorCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Error)).Select(f => (Error)f.GetValue(null)!);

        Assert.Equal(declared.Select(e => e.Name).Order(), ErrorCatalogue.All.Select(e => e.Name).Order());
    }

    [Fact]
    public void Names_AreUniqueAndWellFormed()
    {
        Assert.Equal(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(e => e.Name).Distinct().Count());
        Assert.All(ErrorCatalogue.All, e => Assert.Equal(2, e.Name.Split('.').Length));
        Assert.All(ErrorCatalogue.All, e => Assert.True(e.Name.All(c => char.IsAsciiLetterLower(c) || c is '-' or '.'), e.Name));
        Assert.All(ErrorCatalogue.All, e => Assert.EndsWith(".", e.Meaning, StringComparison.Ordinal));
    }
}
