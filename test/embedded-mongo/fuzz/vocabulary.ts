const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names of fields: usual ones, and such as trip up programs. */
export const fields = words(`
  a b c _id a.b a.0 a.0.b 0 1 a. .a a.$ a.$[] a.$[x] $a __proto__ constructor toString hasOwnProperty length prototype
  a.__proto__ constructor.prototype`);

export const conditions = words(`
  $eq $ne $gt $gte $lt $lte $in $nin $exists $type $mod $regex $options $size $all $elemMatch $not $bitsAllSet
  $bitsAnyClear $where $near`);

export const updates = words(`
  $set $unset $inc $mul $min $max $rename $currentDate $setOnInsert $bit $push $addToSet $pop $pull $pullAll`);

export const modifiers = words('$each $slice $sort $position $type and or xor $in $gte $elemMatch');

export const stages = words(`
  $match $project $addFields $group $limit $skip $count $sortByCount $unwind $lookup $graphLookup $unionWith $facet
  $bucket $bucketAuto $replaceRoot $replaceWith $redact $sample $documents $setWindowFields $unset $densify $fill
  $geoNear $changeStream $collStats $indexStats $currentOp`);

export const accumulators = words(`
  $sum $avg $min $max $first $last $push $addToSet $count $mergeObjects $stdDevPop $stdDevSamp $firstN $lastN $minN
  $maxN $top $bottom $topN $bottomN $rank $denseRank $documentNumber $shift $locf $accumulator $median`);

export const expressions = words(`
  $eq $ne $gt $lt $cmp $and $or $not $cond $ifNull $switch $add $subtract $multiply $divide $mod $abs $ceil $floor
  $round $trunc $pow $exp $ln $log $log10 $sqrt $sin $concat $substrCP $substrBytes $split $toUpper $trim $ltrim
  $indexOfCP $strLenCP $strcasecmp $regexMatch $regexFind $regexFindAll $replaceOne $replaceAll $arrayElemAt $first
  $concatArrays $filter $map $reduce $slice $zip $reverseArray $in $indexOfArray $isArray $size $arrayToObject
  $objectToArray $sortArray $maxN $firstN $setUnion $setIntersection $setDifference $setEquals $setIsSubset
  $anyElementTrue $allElementsTrue $getField $setField $unsetField $mergeObjects $literal $let $convert $toInt $toLong
  $toDouble $toDecimal $toString $toBool $toDate $toObjectId $type $isNumber $dateToString $dateFromString $dateTrunc
  $dateAdd $dateSubtract $dateDiff $dateToParts $dateFromParts $year $month $dayOfWeek $isoWeek $isoWeekYear
  $millisecond $rand $sum $avg $max $function $meta $bitAnd $tsSecond`);

/** The names of operands that expressions and accumulators take. */
export const operands = words(`
  input in vars as cond initialValue by n output sortBy date format timezone unit startDate endDate amount binSize
  startOfWeek dateString year month day hour isoWeekYear isoWeek to onError onNull if then else branches default case
  then field value regex options find replacement chars inputs useLongestLength defaults limit window documents range`);
