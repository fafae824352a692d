using System.Text.Json;
using System.Text.Json.Serialization;
using Tributary.Core.Accounts;
using Tributary.Core.Transactions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>
/// Details of accounts and transactions as JSON. Decimals are JSON numbers written digit for digit, so their scale stays too.
/// Members keep their names once released; a test pins the form.
/// </summary>
internal static class StoredDetail
{
    public static string? Of(AccountDetail? detail) =>
        detail is null ? null : JsonSerializer.Serialize(detail, StoredDetailJson.Default.AccountDetail);

    public static string? Of(TransactionDetail? detail) =>
        detail is null ? null : JsonSerializer.Serialize(detail, StoredDetailJson.Default.TransactionDetail);

    public static AccountDetail? ReadAccount(SqlRow row, int column) => row.JsonOrNull(column, StoredDetailJson.Default.AccountDetail);

    public static TransactionDetail? ReadTransaction(SqlRow row, int column) => row.JsonOrNull(column, StoredDetailJson.Default.TransactionDetail);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountDetail))]
[JsonSerializable(typeof(TransactionDetail))]
[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(IReadOnlyCollection<long>))]
internal sealed partial class StoredDetailJson : JsonSerializerContext;
