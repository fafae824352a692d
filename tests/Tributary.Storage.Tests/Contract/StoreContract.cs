using Tributary.Core.Store;

namespace Tributary.Storage.Tests.Contract;

/// <summary>
/// What every database must do under <see cref="IStore"/>. A database's own test class inherits all of it and says how a fresh
/// store is opened.
/// </summary>
public abstract partial class StoreContract : StoreTest;
