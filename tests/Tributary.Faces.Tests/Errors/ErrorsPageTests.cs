using System.Text;
using Tributary.Core.Errors;
using Tributary.Faces.AggCat;
using Tributary.Faces.Finicity;
using Tributary.Faces.TributaryApi;

namespace Tributary.Faces.Tests.Errors;

/// <summary>Every face answers for every error of the catalogue, and docs/errors.md says how.</summary>
public sealed class ErrorsPageTests
{
    [Fact]
    public void EveryFace_KnowsEveryError()
    {
        var catalogue = ErrorCatalogue.All.Select(e => e.Name).Order().ToArray();

        Assert.Equal(catalogue, FinicityErrors.Known.Select(e => e.Name).Order());
        Assert.Equal(catalogue, AggCatErrors.Known.Select(e => e.Name).Order());
        Assert.Equal(catalogue, TributaryApiErrors.Known.Select(e => e.Name).Order());
    }

    [Fact]
    public void Page_IsTheCatalogueAndItsFaces()
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "errors.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("TRIBUTARY_WRITE_DOCS") == "1")
            File.WriteAllText(file, page);

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == page,
            "docs/errors.md is not what the catalogue and the faces say. Run this test with TRIBUTARY_WRITE_DOCS=1 and commit the page.");
    }

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Errors

            Every error Tributary answers with. The name is stable; `/tributary/v1` gives it as `code`, the Finicity face by its own numbers, the
            AggCat face by the code of its `errorInfo`. *Retry* says whether the same request can succeed later: *never*, *after* somebody acted, or with growing *pauses*.
            Made from the code by a test.

            | name | meaning | who can act | retry | `/tributary/v1` | Finicity | AggCat |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var error in ErrorCatalogue.All)
        {
            var retry = error.Retry switch { Retry.Never => "never", Retry.AfterAction => "after", _ => "pauses" };
            var (status, code) = FinicityErrors.NumbersOf(error);
            var aggCat = AggCatErrors.NumbersOf(error);
            page.Append($"| `{error.Name}` | {error.Meaning} | {error.Actor.ToString().ToLowerInvariant()} | {retry} ");
            page.Append($"| {TributaryApiErrors.StatusOf(error)} | {status}, {code} | {aggCat.Status}, `{aggCat.Code}` |\n");
        }

        return page.ToString();
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tributary.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests were built outside the repository.");
    }
}
