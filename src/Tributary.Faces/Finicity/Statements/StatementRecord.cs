using System.Globalization;
using Tributary.Core.Accounts;

namespace Tributary.Faces.Finicity.Statements;

/// <summary>The list of statements of version 3: each asked for, with the id of its asset or with what is wrong.</summary>
internal static class StatementRecord
{
    private const string NotFoundCode = "960";

    public static FinicityAnswer List(
        Account account, IEnumerable<int> indexes, IReadOnlyDictionary<int, PrintedStatement> told, DateTimeOffset now) =>
        FinicityAnswer.Ok(wire => wire.ListDocument("statements", "statement", indexes, index =>
        {
            if (told.TryGetValue(index, out var statement))
            {
                wire.Text("id", new StatementAsset(account.Id, statement.To).ToString());
                wire.Number("asOfDate", EpochTime.Of(statement.To));
                wire.Text("description", $"{Words(statement.From)} - {Words(statement.To)}");
                wire.Text("documentDate", statement.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
            else
            {
                wire.Number("asOfDate", EpochTime.Of(now));
                wire.Text("code", NotFoundCode);
                wire.Text("message", "statement not found.");
            }

            wire.Text("index", index.ToString(CultureInfo.InvariantCulture));
        }));

    private static string Words(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);
}
